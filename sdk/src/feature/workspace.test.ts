import { expect, test } from 'vitest';
import { createFetch, refusal, session } from '../../test/fetch';
import { createWorld } from '../../test/kit';

test('[RST40] a picture is set and removed', async () => {
  const picture = '/api/v1/people/u-ann/picture/abc';
  const { fetch, calls } = createFetch({
    'GET /session': () => session('c1'),
    'POST /me/picture': () => ({ picture }),
    'DELETE /me/picture': () => ({}),
  });
  const workspace = await createWorld({ fetch }).client.workspace();
  expect(await workspace.setPicture('bytes')).toEqual({ ok: true, value: picture });
  expect(calls.find((call) => call.method === 'POST')?.body).toBe('bytes');
  expect(await workspace.removePicture()).toEqual({ ok: true, value: null });
});

test('[RST40] what is no picture is refused', async () => {
  const { fetch } = createFetch({
    'GET /session': () => session('c1'),
    'POST /me/picture': () => refusal(400, 'invalid'),
  });
  const workspace = await createWorld({ fetch }).client.workspace();
  expect(await workspace.setPicture('bytes')).toMatchObject({ error: { code: 'invalid' } });
});

test('[RST45] a group is made, changed, let into a room and removed', async () => {
  const { fetch, calls } = createFetch({
    'GET /session': () => session('c1'),
    'GET /groups': () => ({ groups: [{ id: 'd', name: 'Design', members: [] }], people: [] }),
    'POST /groups': () => ({}),
    'PATCH /groups/d': () => ({}),
    'POST /rooms/kick/groups': () => ({ added: 2 }),
    'DELETE /groups/d': () => ({}),
  });
  const workspace = await createWorld({ fetch }).client.workspace();
  expect(await workspace.createGroup({ id: 'd', name: 'Design' })).toMatchObject({ ok: true });
  expect(await workspace.changeGroup('d', { members: ['u-li'] })).toMatchObject({ ok: true });
  expect(calls.find(({ method }) => method === 'PATCH')?.body).toBe('{"members":["u-li"]}');
  expect(await workspace.groups()).toMatchObject({ value: { groups: [{ name: 'Design' }] } });
  expect(await workspace.inviteGroup('kick', 'd', 'editor')).toEqual({ ok: true, value: 2 });
  expect(await workspace.removeGroup('d')).toEqual({ ok: true, value: null });
});

test('[RST43] limits are set one by one, and an answer that does not fit is an error', async () => {
  const { fetch, calls } = createFetch({
    'GET /session': () => session('c1'),
    'PATCH /admin/limits': () => ({}),
    'GET /admin/limits': () => ({ workspace: { registration: 'anything' } }),
  });
  const workspace = await createWorld({ fetch }).client.workspace();
  expect(await workspace.setLimits({ guests: false })).toEqual({ ok: true, value: null });
  expect(calls.find(({ method }) => method === 'PATCH')?.body).toBe('{"guests":false}');
  expect((await workspace.limits()).ok).toBe(false);
});
