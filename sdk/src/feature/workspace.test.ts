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
