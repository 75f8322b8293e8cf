import { expect, test } from 'vitest';
import { createFetch, refusal, session } from '../../test/fetch';
import { createWorld, settle } from '../../test/kit';

const byCookie = { token: undefined } as unknown as object;

test('[RST1] a write by cookie reads the session first and carries its CSRF value', async () => {
  const { fetch, calls } = createFetch({
    'GET /session': () => session('c1'),
    'POST /login': () => session('c2'),
    'POST /logout': () => ({}),
  });
  const { client } = createWorld({ fetch, ...byCookie });
  expect((await client.session.login({ email: 'a@b', password: 'p' })).ok).toBe(true);
  expect((await client.session.logout()).ok).toBe(true);
  expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /session',
    'POST /login',
    'POST /logout',
  ]);
  expect(calls.map(({ headers }) => headers.get('X-Atelier-CSRF'))).toEqual([null, 'c1', 'c2']);
  expect(calls[1]?.body).toBe('{"email":"a@b","password":"p"}');
});

test('a write is tried again once when the login has changed in another tab', async () => {
  let current = 'c1';
  const { fetch, calls } = createFetch({
    'GET /session': () => session(current),
    'PATCH /me': ({ headers }) =>
      headers.get('X-Atelier-CSRF') === current ? {} : refusal(403, 'forbidden'),
  });
  const { client } = createWorld({ fetch, ...byCookie });
  await client.session.get();
  current = 'c2';
  expect((await client.session.updateMe({ name: 'Mia' })).ok).toBe(true);
  expect(calls).toHaveLength(4);
});

test('a token goes as bearer and is renewed once when it is refused', async () => {
  let count = 0;
  const { fetch, calls } = createFetch({
    'GET /rooms': ({ headers }) =>
      headers.get('Authorization') === 'Bearer t2'
        ? { rooms: [] }
        : refusal(401, 'unauthenticated'),
  });
  const getToken = (): Promise<string> => Promise.resolve(`t${String((count += 1))}`);
  const { client } = createWorld({ fetch, ...byCookie, getToken });
  expect(await client.rooms.list()).toEqual({ ok: true, value: [] });
  expect(calls.map(({ headers }) => headers.get('Authorization'))).toEqual([
    'Bearer t1',
    'Bearer t2',
  ]);
});

test('a guest without a cookie uses the token of the welcome', async () => {
  const { fetch } = createFetch({
    'GET /people': ({ headers }) =>
      headers.get('Authorization') === null ? refusal(401, 'unauthenticated') : { people: [] },
  });
  const { client, server } = createWorld({ fetch, ...byCookie });
  server.principal = { id: 'g', name: 'Gus', kind: 'guest' };
  client.connection.connect();
  await settle();
  expect(await client.people.list()).toEqual({ ok: true, value: [] });
  client.connection.close();
  expect(await client.people.list()).toMatchObject({ error: { code: 'unauthenticated' } });
});

test('errors have one form, whoever answered', async () => {
  const { fetch } = createFetch({
    'GET /rooms': () => refusal(429, 'rate_limited', { 'Retry-After': '3' }),
    'GET /people': () => new Response('<html>', { status: 502 }),
    'GET /rooms/a': () => ({ id: 'a' }),
    'GET /search?q=x&room=r': () => new Response('{', { status: 200 }),
  });
  const { client } = createWorld({ fetch });
  expect(await client.rooms.list()).toEqual({
    ok: false,
    error: {
      code: 'rate_limited',
      message: 'rate_limited',
      retryAfterMs: 3_000,
      requestId: 'q1',
    },
  });
  expect(await client.people.list()).toMatchObject({ error: { code: 'unavailable' } });
  expect(await client.rooms.get('a')).toMatchObject({ error: { code: 'internal' } });
  expect(await client.search.messages({ words: 'x', room: 'r' })).toMatchObject({
    error: { code: 'internal' },
  });
  expect(await client.session.get()).toMatchObject({ error: { code: 'unavailable' } });
});

test('[RST12] files are sent as bytes with their type and read by address', async () => {
  const file = { file: 'f1', name: 'a b.png', type: 'image/png', size: 3 };
  const { fetch, calls } = createFetch({
    'POST /rooms/r/files?name=a+b.png': () => Response.json(file, { status: 201 }),
    'GET /rooms/r/files/f1': () => new Response('abc'),
  });
  const { client } = createWorld({ fetch });
  const bytes = new Uint8Array([1, 2, 3]);
  const upload = { name: 'a b.png', type: 'image/png', bytes };
  expect(await client.files.upload('r', upload)).toEqual({ ok: true, value: file });
  expect(calls[0]?.headers.get('Content-Type')).toBe('image/png');
  expect(calls[0]?.body).toBe(bytes);
  expect(client.files.url('r', 'f1')).toBe('https://atelier.test/api/v1/rooms/r/files/f1');
  const loaded = await client.files.download('r', 'f1');
  expect(loaded.ok && (await loaded.value.text())).toBe('abc');
});

test('[RST14] [RST15] a link is looked at and joined', async () => {
  const room = { id: 'r', name: 'Brand' };
  const { fetch, calls } = createFetch({
    'GET /session': () => session('c1'),
    'POST /links/l1/look': () => ({ room, role: 'commenter', host: { name: 'Ana' } }),
    'POST /links/l1/join': () => ({
      room: 'r',
      role: 'commenter',
      principal: { id: 'g', name: 'Gus', kind: 'guest' },
      token: 't',
    }),
  });
  const { client } = createWorld({ fetch, ...byCookie });
  expect(await client.links.look('l1', 's')).toMatchObject({ value: { room: { id: 'r' } } });
  expect(await client.links.join('l1', 's', 'Gus')).toMatchObject({ value: { token: 't' } });
  expect(calls.at(-1)?.body).toBe('{"secret":"s","name":"Gus"}');
});

test('[RST15] [RST27] who has to wait hears so, asks the door, and may leave it', async () => {
  const principal = { id: 'g', name: 'Gus', kind: 'guest' };
  const { fetch } = createFetch({
    'GET /session': () => session('c1'),
    'POST /links/l1/join': () => ({ state: 'waiting', hosts: false, principal }),
    'GET /rooms/r/knock': () => ({ state: 'waiting', hosts: true }),
    'DELETE /rooms/r/knock': () => ({}),
  });
  const { client } = createWorld({ fetch, ...byCookie });
  const joined = await client.links.join('l1', 's', 'Gus');
  expect(joined).toEqual({ ok: true, value: { state: 'waiting', hosts: false, principal } });
  expect(await client.door.look('r')).toMatchObject({ value: { state: 'waiting', hosts: true } });
  expect(await client.door.leave('r')).toEqual({ ok: true, value: undefined });
});
