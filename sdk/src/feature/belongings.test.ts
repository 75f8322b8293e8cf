import { expect, test } from 'vitest';
import { createFetch, refusal, session } from '../../test/fetch';
import { createWorld } from '../../test/kit';

test('[RST30] somebody takes what is theirs away, by their password', async () => {
  const { fetch, calls } = createFetch({
    'GET /session': () => session('c1'),
    'DELETE /me': () => ({}),
  });
  const belongings = await createWorld({ fetch }).client.belongings();
  expect(await belongings.eraseMe('a long password')).toEqual({ ok: true, value: null });
  const sent = calls.find(({ method }) => method === 'DELETE')?.body;
  expect(sent).toBe(JSON.stringify({ password: 'a long password' }));
});

test('[RST30] owners do it for others, and the last owner is refused', async () => {
  const { fetch } = createFetch({
    'GET /session': () => session('c1'),
    'DELETE /people/u-li': () => ({}),
    'DELETE /me': () => refusal(409, 'conflict'),
  });
  const belongings = await createWorld({ fetch }).client.belongings();
  expect(await belongings.erase('u-li')).toEqual({ ok: true, value: null });
  expect(await belongings.eraseMe('a long password')).toMatchObject({
    ok: false,
    error: { code: 'conflict' },
  });
});

test('[RST48] an archive of what somebody left is at an address', async () => {
  const { fetch } = createFetch({ 'GET /session': () => session('c1') });
  const belongings = await createWorld({ fetch }).client.belongings();
  expect(belongings.exportUrl()).toMatch(/\/api\/v1\/me\/export$/);
  expect(belongings.exportUrl('u li')).toMatch(/\/api\/v1\/people\/u%20li\/export$/);
});
