import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HocuspocusServer } from '../../test/hocuspocusServer';
import { evenRandom, FakeClock, settle } from '../../test/kit';
import { Backoff } from '../core/backoff';
import type { DocumentHandle } from './documentHandle';
import { DocumentSocket, openSharedDocument } from './sharedDocument';

// The provider has timers of its own.
beforeEach(() => {
  vi.useFakeTimers();
});
const opened: DocumentHandle[] = [];
afterEach(() => {
  opened.splice(0).forEach((handle) => {
    handle.destroy();
  });
  vi.useRealTimers();
});

async function exchange(): Promise<void> {
  for (let round = 0; round < 12; round += 1) {
    await settle();
  }
}

interface Opened {
  readonly handle: DocumentHandle;
  readonly clock: FakeClock;
  readonly states: string[];
}

function socketTo(server: HocuspocusServer): DocumentSocket {
  return new DocumentSocket({ url: 'https://atelier.test', webSocket: server.webSocket });
}

function open(server: HocuspocusServer, socket = socketTo(server), name = 'rich.s1'): Opened {
  const clock = new FakeClock();
  const handle = openSharedDocument({
    socket,
    room: 'r',
    name,
    tokens: { current: () => 't1', renew: () => Promise.resolve('t2') },
    clock,
    createBackoff: () => new Backoff(evenRandom, { minMs: 500, maxMs: 15_000 }),
  });
  opened.push(handle);
  const states: string[] = [handle.state];
  handle.on('state', (state) => states.push(state));
  return { handle, clock, states };
}

function type({ handle }: Opened, text: string): void {
  handle.doc.getText('t').insert(0, text);
}

test('opens the document by room and name with its token, and loads the content', async () => {
  const server = new HocuspocusServer();
  server.doc.getText('t').insert(0, 'hello');
  const one = open(server);
  await exchange();
  expect(server.urls).toEqual(['wss://atelier.test/hocuspocus']);
  expect([...server.names]).toEqual(['r/rich.s1']);
  expect(server.tokens).toEqual(['t1']);
  expect(one.handle.doc.getText('t').toJSON()).toBe('hello');
  expect(one.handle.loaded).toBe(true);
  expect(one.states.slice(-1)).toEqual(['saved']);
});

test('two documents ride on one socket, two views of one document see each other', async () => {
  const server = new HocuspocusServer();
  const socket = socketTo(server);
  const one = open(server, socket);
  const two = open(server, socket);
  await exchange();
  type(one, 'both');
  await exchange();
  expect(two.handle.doc.getText('t').toJSON()).toBe('both');
  expect(server.urls).toHaveLength(1);
});

test('a change is saved when the server says that it is stored, not when it is sent', async () => {
  const server = new HocuspocusServer();
  const one = open(server);
  await exchange();
  server.storesAtOnce = false;
  type(one, 'a');
  type(one, 'b');
  await exchange();
  expect(one.handle.state).toBe('saving');
  expect(one.handle.unsaved).toBe(true);
  server.store();
  await exchange();
  expect(one.handle.state).toBe('saved');
  expect(one.handle.unsaved).toBe(false);
});

test('offline changes wait, and are saved after the reconnect', async () => {
  const server = new HocuspocusServer();
  const one = open(server);
  await exchange();
  server.reachable = false;
  server.closeAll(1006);
  type(one, 'one ');
  type(one, 'two ');
  expect(one.handle.unsaved).toBe(true);
  await one.clock.advance(3_000);
  expect(one.handle.state).toBe('offline');
  server.reachable = true;
  server.storesAtOnce = false;
  await vi.advanceTimersByTimeAsync(10_000);
  await exchange();
  expect(one.handle.state).toBe('saving');
  server.store();
  await exchange();
  expect(one.handle.state).toBe('saved');
  expect(one.handle.unsaved).toBe(false);
  expect(server.doc.getText('t').toJSON()).toBe('two one ');
});

test('a reader is told so, and what a reader writes is not called saved', async () => {
  const server = new HocuspocusServer();
  server.scope = 'readonly';
  const one = open(server);
  await exchange();
  expect(one.handle.loaded).toBe(true);
  expect(one.handle.state).toBe('readonly');
  type(one, 'no');
  await exchange();
  expect(one.handle.state).toBe('readonly');
  expect(server.doc.getText('t').toJSON()).toBe('');
});

test('a refused token is renewed once; then the refusal is an error that can be retried', async () => {
  const server = new HocuspocusServer();
  server.bad.add('t1');
  const one = open(server);
  await exchange();
  await one.clock.advance(1_000);
  await exchange();
  expect(server.tokens).toEqual(['t1', 't2']);
  expect(one.handle.state).toBe('saved');

  const strict = new HocuspocusServer();
  strict.bad.add('t1').add('t2');
  const two = open(strict);
  await exchange();
  await two.clock.advance(1_000);
  await exchange();
  expect(two.handle.state).toBe('error');
  expect(two.handle.error?.code).toBe('forbidden');
  strict.bad.clear();
  two.handle.reconnect();
  await exchange();
  expect(two.handle.state).toBe('saved');
});

test('a document that the server lets go of comes back on the same socket', async () => {
  const server = new HocuspocusServer();
  const one = open(server);
  await exchange();
  server.closeDocuments('reset');
  await exchange();
  type(one, 'kept');
  expect(one.handle.state).toBe('connecting');
  await one.clock.advance(1_000);
  await exchange();
  expect(one.handle.state).toBe('saved');
  expect(server.doc.getText('t').toJSON()).toBe('kept');
  expect(server.urls).toHaveLength(1);
});

test('what is final is an error: too large', async () => {
  const server = new HocuspocusServer();
  const one = open(server);
  await exchange();
  server.closeAll(4413);
  await exchange();
  expect(one.handle.state).toBe('error');
  expect(one.handle.error?.code).toBe('too_large');
});

test('the last document closes the socket', async () => {
  const server = new HocuspocusServer();
  const one = open(server);
  await exchange();
  expect(server.sockets).toHaveLength(1);
  one.handle.destroy();
  await exchange();
  expect(server.sockets).toHaveLength(0);
});
