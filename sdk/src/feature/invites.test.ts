import { expect, test } from 'vitest';
import { createFetch, refusal, session } from '../../test/fetch';
import { createWorld } from '../../test/kit';

const invite = {
  id: 'i1',
  room: 'r',
  role: 'editor',
  email: 'li@example.org',
  state: 'pending',
  inviter: { id: 'ana', name: 'Ana' },
  created_at: 1,
  expires_at: 2,
};
const made = { invite, secret: 'invite_hush', mailed: true };

test('[RST23] an invite is made with an id, listed, sent again and revoked', async () => {
  const { fetch, calls } = createFetch({
    'GET /session': () => session('c1'),
    'POST /invites': () => made,
    'GET /invites?room=r': () => ({ invites: [invite] }),
    'GET /invites': () => ({ invites: [{ ...invite, state: 'odd' }] }),
    'POST /invites/i1/resend': () => made,
    'DELETE /invites/i1': () => ({}),
  });
  const { invites } = createWorld({ fetch }).client;
  const wish = { room: 'r', role: 'editor', email: 'li@example.org', expiresAt: 9 } as const;
  expect(await invites.create(wish)).toEqual({ ok: true, value: made });
  const sent = JSON.parse(calls.find((call) => call.method === 'POST')?.body as string) as object;
  expect(sent).toEqual({
    id: expect.any(String) as string,
    room: 'r',
    role: 'editor',
    email: 'li@example.org',
    expires_at: 9,
  });
  expect(await invites.list('r')).toEqual({ ok: true, value: [invite] });
  expect(await invites.list()).toMatchObject({ error: { code: 'internal' } });
  expect(await invites.resend('i1')).toMatchObject({ ok: true });
  expect(await invites.revoke('i1')).toEqual({ ok: true, value: undefined });
});

test('[RST24] an invite is looked at, accepted and declined with its secret', async () => {
  const offer = {
    workspace: { name: 'Acme' },
    room: { id: 'r', name: 'Kick-off' },
    role: 'editor',
    host: { name: 'Ana' },
    expires_at: 2,
    asked_for: false,
    account: true,
    guest: false,
  };
  const principal = { id: 'u-li', name: 'Li', kind: 'user', workspace_role: 'member' };
  const { fetch } = createFetch({
    'GET /session': () => session('c1'),
    'POST /invites/i1/look': () => offer,
    'POST /invites/i1/accept': () => ({ room: offer.room, role: 'editor', principal }),
    'POST /invites/i1/decline': () => refusal(404, 'not_found'),
  });
  const { invites } = createWorld({ fetch }).client;
  expect(await invites.look('i1', 'invite_hush')).toEqual({ ok: true, value: offer });
  const form = { secret: 'invite_hush', name: 'Li', password: 'a password of Li' };
  expect(await invites.accept('i1', form)).toMatchObject({ value: { role: 'editor' } });
  expect(await invites.decline('i1', 'wrong')).toMatchObject({ error: { code: 'not_found' } });
});

test('[RST25] [RST26] [RST4] mailed secrets set a password and verify an address', async () => {
  const { fetch } = createFetch({
    'GET /session': () => session('c1'),
    'POST /password/forgot': () => ({}),
    'POST /password/reset': () => session('c2'),
    'POST /me/email': () => ({}),
    'POST /email/confirm': () => ({ email: 'li@example.org' }),
    'POST /register': () => ({ mailed: true }),
  });
  const account = createWorld({ fetch }).client.session;
  expect(await account.forgotPassword('li@example.org')).toEqual({ ok: true, value: undefined });
  const form = { secret: 'reset_hush', password: 'a password of Li' };
  expect(await account.resetPassword(form)).toMatchObject({ value: { csrf: 'c2' } });
  expect(await account.changeEmail({ email: 'li@example.org' })).toMatchObject({ ok: true });
  expect(await account.confirmEmail('verify_hush')).toMatchObject({
    value: { email: 'li@example.org' },
  });
  expect(await account.askForAccount('li@example.org')).toEqual({ ok: true, value: undefined });
});
