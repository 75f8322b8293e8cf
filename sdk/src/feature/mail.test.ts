import { expect, test } from 'vitest';
import { createFetch, refusal, session } from '../../test/fetch';
import { createWorld } from '../../test/kit';

const waiting = {
  id: 'invite-1',
  to: 'li@example.org',
  template: 'invite',
  state: 'waiting',
  attempts: 1,
  at: 1,
  error: '451 busy',
  next_at: 2,
};
const box = { mail_server: true, from: 'rooms@studio.example', mails: [waiting] };

test('[RST22] owners see the outbox, try mail and have what failed tried again', async () => {
  const { fetch, calls } = createFetch({
    'GET /session': () => session('c1'),
    'GET /mail/outbox?limit=10': () => box,
    'GET /mail/outbox': () => ({ ...box, mails: [{ ...waiting, state: 'odd' }] }),
    'POST /mail/test': () => ({ id: 'test-1' }),
    'POST /mail/retry': () => refusal(403, 'forbidden'),
  });
  const { mail } = createWorld({ fetch }).client;
  expect(await mail.outbox(10)).toEqual({ ok: true, value: box });
  expect(await mail.outbox()).toMatchObject({ error: { code: 'internal' } });
  expect(await mail.test('bob@example.org')).toEqual({ ok: true, value: undefined });
  const sent = calls.find((call) => call.method === 'POST')?.body as string;
  expect(JSON.parse(sent)).toEqual({ to: 'bob@example.org' });
  expect(await mail.retry()).toMatchObject({ error: { code: 'forbidden' } });
});
