import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DocumentServer } from '../../test/documentServer';
import { evenRandom, FakeClock, settle } from '../../test/kit';
import { Backoff } from '../core/backoff';
import type { DocumentHandle, DocumentTokens } from './documentHandle';
import { openDocument } from './documents';

// y-websocket has timers of its own.
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

interface Opened {
  readonly handle: DocumentHandle;
  readonly clock: FakeClock;
  readonly states: string[];
}

/** Lets some rounds of messages pass. */
async function exchange(): Promise<void> {
  for (let round = 0; round < 6; round += 1) {
    await settle();
  }
}

async function open(server: DocumentServer, tokens?: DocumentTokens): Promise<Opened> {
  const clock = new FakeClock();
  const handle = await openDocument({
    url: 'https://atelier.test',
    room: 'r',
    name: 'text.s1',
    tokens: tokens ?? { current: () => 't1', renew: () => Promise.resolve('t2') },
    clock,
    createBackoff: () => new Backoff(evenRandom, { minMs: 500, maxMs: 15_000 }),
    webSocket: server.webSocket,
  });
  opened.push(handle);
  const states: string[] = [handle.state];
  handle.on('state', (state) => states.push(state));
  return { handle, clock, states };
}

function type(handle: DocumentHandle, text: string): void {
  const root = handle.doc.getText('text');
  root.insert(root.length, text);
}

test('opens the document of the room with its token and loads the content', async () => {
  const server = new DocumentServer();
  server.doc.getText('text').insert(0, 'hello');
  const { handle, states } = await open(server);
  expect(handle.loaded).toBe(false);
  await exchange();
  expect(server.urls).toEqual(['wss://atelier.test/yjs/r/text.s1?token=t1']);
  expect(handle.doc.getText('text').toJSON()).toBe('hello');
  expect(handle.loaded).toBe(true);
  expect(states).toEqual(['connecting', 'saved']);
});

test('a change is saved only when it comes back from the server', async () => {
  const server = new DocumentServer();
  server.storesAtOnce = false;
  const { handle, states } = await open(server);
  await exchange();
  type(handle, 'one');
  await exchange();
  expect(states.slice(-1)).toEqual(['saving']);
  expect(handle.unsaved).toBe(true);
  server.store();
  await exchange();
  expect(states.slice(-1)).toEqual(['saved']);
  expect(server.doc.getText('text').toJSON()).toBe('one');
});

test('typing on while an earlier change comes back is not saved yet', async () => {
  const server = new DocumentServer();
  server.storesAtOnce = false;
  const { handle } = await open(server);
  await exchange();
  type(handle, 'one');
  await exchange();
  type(handle, 'two');
  server.store();
  await settle();
  expect(handle.state).toBe('saving');
  await exchange();
  server.store();
  await exchange();
  expect(handle.state).toBe('saved');
});

test('a deletion is saved only when the server has it', async () => {
  const server = new DocumentServer();
  server.doc.getText('text').insert(0, 'hello');
  const { handle } = await open(server);
  await exchange();
  server.storesAtOnce = false;
  handle.doc.getText('text').delete(1, 3);
  await exchange();
  expect(handle.state).toBe('saving');
  server.store();
  await exchange();
  expect(handle.state).toBe('saved');
  expect(server.doc.getText('text').toJSON()).toBe('ho');
});

test('a server that sends nothing back is asked what it has', async () => {
  const server = new DocumentServer();
  server.echoes = false;
  server.doc.getText('text').insert(0, 'hello');
  const { handle, clock } = await open(server);
  await exchange();
  type(handle, '!');
  handle.doc.getText('text').delete(0, 1);
  await exchange();
  expect(handle.state).toBe('saving');
  await clock.advance(2_000);
  await exchange();
  expect(handle.state).toBe('saved');
});

test('offline changes are kept and saved after the reconnect', async () => {
  const server = new DocumentServer();
  const { handle, clock, states } = await open(server);
  await exchange();
  server.reachable = false;
  server.closeAll(1006);
  type(handle, 'kept');
  await clock.advance(3_000);
  expect(handle.unsaved).toBe(true);
  server.reachable = true;
  await vi.advanceTimersByTimeAsync(10_000);
  await exchange();
  expect(states).toEqual(['connecting', 'saved', 'connecting', 'offline', 'saving', 'saved']);
  expect(server.doc.getText('text').toJSON()).toBe('kept');
  expect(handle.unsaved).toBe(false);
});

test('a reader who writes is told that the document is read-only, and tries again on demand', async () => {
  const server = new DocumentServer();
  server.readonly = true;
  const { handle } = await open(server);
  await exchange();
  type(handle, 'mine');
  await exchange();
  expect(handle.state).toBe('readonly');
  expect(handle.unsaved).toBe(true);
  server.readonly = false;
  handle.reconnect();
  await vi.advanceTimersByTimeAsync(1_000);
  await exchange();
  expect(handle.state).toBe('saved');
  expect(server.doc.getText('text').toJSON()).toBe('mine');
});

test('an ended token is renewed once, then it is an error until reconnect', async () => {
  const server = new DocumentServer();
  server.refusal = 4401;
  const { handle, states } = await open(server);
  await exchange();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(server.urls.map((url) => url.slice(-2))).toEqual(['t1', 't2']);
  expect(states).toEqual(['connecting', 'error']);
  expect(handle.error?.code).toBe('unauthenticated');
  server.refusal = undefined;
  handle.reconnect();
  await exchange();
  expect(handle.state).toBe('saved');
  expect(handle.error).toBeUndefined();
});

test.each([
  [4403, 'forbidden'],
  [4413, 'too_large'],
  [4499, 'internal'],
])('a close with %i is an error: %s', async (code, expected) => {
  const server = new DocumentServer();
  const { handle } = await open(server);
  await exchange();
  server.closeAll(code);
  expect(handle.state).toBe('error');
  expect(handle.error?.code).toBe(expected);
});

test('without a token at hand one is asked for, and without any the cookie speaks', async () => {
  const server = new DocumentServer();
  await open(server, { current: () => undefined, renew: () => Promise.resolve('t9') });
  await open(server, { current: () => undefined, renew: () => Promise.resolve(undefined) });
  await exchange();
  expect(server.urls).toEqual([
    'wss://atelier.test/yjs/r/text.s1?token=t9',
    'wss://atelier.test/yjs/r/text.s1',
  ]);
});

test('random edits of three people end equal and saved', async () => {
  const server = new DocumentServer();
  const people = [await open(server), await open(server), await open(server)];
  await exchange();
  let seed = 42;
  const chance = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  for (let step = 0; step < 150; step += 1) {
    const text = people[chance(3)]?.handle.doc.getText('text');
    if (text !== undefined && text.length > 3 && chance(3) === 0) {
      text.delete(chance(text.length - 2), 2);
    } else {
      text?.insert(chance(text.length + 1), String(step));
    }
    if (chance(5) === 0) {
      await settle();
    }
  }
  await exchange();
  for (const { handle } of people) {
    expect(handle.doc.getText('text').toJSON()).toBe(server.doc.getText('text').toJSON());
    expect(handle.state).toBe('saved');
  }
});
