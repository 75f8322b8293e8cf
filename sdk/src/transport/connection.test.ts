import { expect, test } from 'vitest';
import { createWorld, settle, silence } from '../../test/kit';
import type { ConnectionState } from './connection';

function names(states: readonly ConnectionState[]): string {
  return states
    .map((state) => (state.name === 'ended' ? `ended:${state.reason}` : state.name))
    .join(' ');
}

function watch(world: ReturnType<typeof createWorld>): ConnectionState[] {
  const states: ConnectionState[] = [];
  world.client.connection.on('state', (state) => states.push(state));
  return states;
}

test('[EVT1] [EVT2] connects with the token and is online at the welcome', async () => {
  const world = createWorld();
  const states = watch(world);
  world.server.skewMs = 5_000;
  world.client.connection.connect();
  await settle();
  expect(names(states)).toBe('connecting online');
  expect(world.server.auths).toEqual([{ token: 'fixed' }]);
  expect(world.client.connection.principal?.name).toBe('Mia');
  expect(world.client.connection.serverNow()).toBe(world.clock.now() + 5_000);
});

test('the app is asked for a token at every connect', async () => {
  let count = 0;
  const getToken = (): Promise<string> => Promise.resolve(`t${String((count += 1))}`);
  const world = createWorld({ getToken });
  world.client.connection.connect();
  await settle();
  world.server.drop();
  await world.server.resume();
  expect(world.server.auths).toEqual([{ token: 't1' }, { token: 't2' }]);
});

test('a lost connection is reconnecting, then offline after 3 s, then online again', async () => {
  const world = createWorld();
  const states = watch(world);
  world.client.connection.connect();
  await settle();
  world.server.drop();
  await world.clock.advance(2_999);
  expect(names(states)).toBe('connecting online reconnecting');
  await world.clock.advance(1);
  await world.server.resume();
  expect(names(states)).toBe('connecting online reconnecting offline online');
});

test('a server that cannot be reached at first leaves the client offline and trying', async () => {
  const world = createWorld();
  const states = watch(world);
  world.server.up = false;
  world.client.connection.connect();
  await world.clock.advance(3_000);
  expect(names(states)).toBe('connecting offline');
  await world.server.resume();
  expect(names(states)).toBe('connecting offline online');
});

test('[EVT6] a DISCONNECT of the server means stay away until connect is called', async () => {
  const world = createWorld();
  const states = watch(world);
  world.client.connection.connect();
  await settle();
  world.server.sendAway();
  await world.clock.advance(60_000);
  expect(names(states)).toBe('connecting online ended:disconnected');
  expect(world.server.opens).toBe(1);
  world.client.connection.connect();
  await settle();
  expect(world.client.connection.state.name).toBe('online');
});

test('[EVT3] [EVT4] an ending token is replaced by a new one of the app', async () => {
  let count = 0;
  const getToken = (): Promise<string> => Promise.resolve(`t${String((count += 1))}`);
  const world = createWorld({ getToken });
  world.client.connection.connect();
  await settle();
  world.server.event('auth.expiring', { in_ms: 60_000 });
  await settle();
  expect(world.server.names('auth.refresh')).toEqual([{ name: 'auth.refresh', args: ['t2'] }]);
});

test('[EVT4] an expired token is tried anew once, then the client stays away', async () => {
  const world = createWorld({ getToken: () => Promise.resolve('t') });
  const states = watch(world);
  world.client.connection.connect();
  await settle();
  world.server.refusal = { code: 'unauthenticated' };
  world.server.event('auth.expired', {});
  world.server.sendAway();
  await settle();
  expect(names(states)).toBe('connecting online reconnecting ended:unauthenticated');
});

test('[EVT4] an expired fixed token ends the connection as expired', async () => {
  const world = createWorld();
  world.client.connection.connect();
  await settle();
  world.server.event('auth.expired', {});
  world.server.sendAway();
  expect(world.client.connection.state).toEqual({ name: 'ended', reason: 'expired' });
});

test('[EVT1] a refused guest ends with the error of the server', async () => {
  const world = createWorld();
  world.server.refusal = { code: 'unauthenticated' };
  world.client.connection.connect();
  await settle();
  expect(world.client.connection.state).toMatchObject({
    name: 'ended',
    reason: 'unauthenticated',
    error: { code: 'unauthenticated' },
  });
});

test('a server that is too busy is asked again after the time it named', async () => {
  const world = createWorld();
  world.server.refusal = { code: 'rate_limited', retry_after_ms: 7_000 };
  world.client.connection.connect();
  await world.clock.advance(6_999);
  world.server.refusal = undefined;
  expect(world.server.opens).toBe(1);
  await world.clock.advance(1);
  expect(world.client.connection.state.name).toBe('online');
});

test('a network that comes back is tried at once', async () => {
  const world = createWorld();
  world.client.connection.connect();
  await settle();
  world.client.connection.setNetwork(false);
  expect(world.client.connection.state.name).toBe('online');
  world.server.drop();
  expect(world.client.connection.state.name).toBe('offline');
  world.server.up = true;
  world.client.connection.setNetwork(true);
  await settle();
  expect(world.client.connection.state.name).toBe('online');
});

test('a request fails at once when the connection is lost, and in time without an answer', async () => {
  const world = createWorld();
  world.server.on('chat.pins', () => silence);
  world.client.connection.connect();
  await settle();
  const first = world.client.chat.pins('r');
  await world.clock.advance(15_000);
  expect(await first).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  const second = world.client.chat.pins('r');
  world.server.drop();
  expect(await second).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  expect(await world.client.chat.pins('r')).toMatchObject({ ok: false });
});

test('answers in an unknown form are errors, never values', async () => {
  const world = createWorld();
  world.server.on('chat.pins', () => ({ ok: true, messages: [{ id: 1 }] }));
  world.client.connection.connect();
  await settle();
  expect(await world.client.chat.pins('r')).toMatchObject({ error: { code: 'internal' } });
});

test('close ends without further events of the server', async () => {
  const world = createWorld();
  world.client.connection.connect();
  await settle();
  world.client.connection.close();
  expect(world.client.connection.state).toEqual({ name: 'ended', reason: 'closed' });
  await world.clock.advance(60_000);
  expect(world.clock.pending).toBe(0);
});
