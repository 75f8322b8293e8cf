import { expect, test } from 'vitest';
import {
  ana,
  createWorld,
  inRoom,
  joined,
  me,
  message,
  refuse,
  settle,
  silence,
} from '../../test/kit';
import type { World } from '../../test/kit';
import type { OutboxEntry } from './chatTypes';

interface SentMessage {
  readonly id: string;
  readonly text: string;
}

/** The server stores messages like the real one: event to all first, then the ack. */
function store(world: World, firstSeq: number): void {
  let seq = firstSeq;
  world.server.on('chat.send', (room: string, { id, text }: SentMessage) => {
    const stored = message((seq += 1) - 1, { id, text, from: me });
    queueMicrotask(() => {
      world.server.event('chat.message', room, stored);
    });
    return { ok: true, seq: stored.seq, at: stored.at };
  });
}

function states(world: World): string[] {
  const seen: string[] = [];
  world.client.chat.on('message', (event) => seen.push(`message ${event.message.text}`));
  world.client.chat.on('outbox', ({ entries }) => {
    seen.push(entries.map(({ draft, state }) => `${draft.text}:${state}`).join(' '));
  });
  return seen;
}

function texts(world: World): readonly unknown[] {
  return world.server.names('chat.send').map(({ args }) => (args[1] as SentMessage).text);
}

function first(world: World, room = 'r'): OutboxEntry | undefined {
  return world.client.chat.outbox(room)[0];
}

test('[EVT40] send returns at once, and the entry leaves when its message was emitted', async () => {
  const world = await inRoom(10);
  store(world, 11);
  const seen = states(world);
  const entry = world.client.chat.send('r', { text: 'hello', replyTo: 4, extra: { tone: 'warm' } });
  expect(entry.state).toBe('sending');
  await settle();
  expect(seen).toEqual(['hello:queued', 'hello:sending', 'message hello', '']);
  expect(world.server.names('chat.send')[0]?.args).toEqual([
    'r',
    { id: entry.id, text: 'hello', reply_to: 4, tone: 'warm' },
  ]);
  expect(world.client.chat.unsent).toBe(0);
});

test('[EVT40] messages of a room leave one after the other, other rooms do not wait', async () => {
  const world = await inRoom(10);
  world.server.on('chat.send', () => silence);
  world.client.chat.send('r', { text: 'one' });
  world.client.chat.send('r', { text: 'two' });
  world.client.chat.send('other', { text: 'three' });
  await settle();
  expect(texts(world)).toEqual(['one', 'three']);
  world.server.answerLate({ ok: true, seq: 11, at: 1 });
  await settle();
  expect(texts(world)).toEqual(['one', 'three', 'two']);
});

test('[EVT40] what was not acknowledged is sent again with the same id after a reconnect', async () => {
  const world = await inRoom(10);
  world.server.on('chat.send', () => silence);
  const { id } = world.client.chat.send('r', { text: 'one' });
  world.client.chat.send('r', { text: 'two' });
  await settle();
  world.server.drop();
  await settle();
  expect(world.client.chat.outbox('r').map(({ state }) => state)).toEqual(['queued', 'queued']);
  store(world, 11);
  await world.server.resume();
  expect(texts(world)).toEqual(['one', 'one', 'two']);
  const ids = world.server.names('chat.send').map(({ args }) => (args[1] as SentMessage).id);
  expect(ids.slice(0, 2)).toEqual([id, id]);
  expect(world.client.chat.outbox('r')).toEqual([]);
});

test('[EVT40] a message that was stored before the loss is not sent again', async () => {
  const world = await inRoom(10);
  world.server.on('chat.send', () => silence);
  const { id } = world.client.chat.send('r', { text: 'one' });
  await settle();
  world.server.drop();
  await settle();
  const stored = { seq: 11, name: 'chat.message', args: ['r', message(11, { id, from: me })] };
  world.server.on('room.join', () => joined('r', 11));
  world.server.on('room.events', () => ({ ok: true, events: [stored], has_more: false }));
  await world.server.resume();
  expect(world.client.chat.outbox('r')).toEqual([]);
  expect(texts(world)).toEqual(['one']);
});

test('offline messages wait for the room to be joined again', async () => {
  const world = await inRoom(10);
  store(world, 11);
  world.server.drop();
  world.client.chat.send('r', { text: 'offline' });
  expect(first(world)?.state).toBe('queued');
  expect(world.client.chat.unsent).toBe(1);
  world.server.on('room.join', () => silence);
  await world.server.resume();
  expect(texts(world)).toEqual([]);
  world.server.answerLate(joined('r', 10));
  await settle();
  expect(texts(world)).toEqual(['offline']);
  expect(world.client.chat.unsent).toBe(0);
});

test('a rate limit keeps the text, says until when it waits, and goes on by itself', async () => {
  const world = await inRoom(10);
  world.server.on('chat.send', () => refuse('rate_limited', 4_000));
  world.client.chat.send('r', { text: 'fast' });
  await settle();
  expect(first(world)).toMatchObject({
    state: 'queued',
    error: { code: 'rate_limited' },
    retryAt: world.clock.now() + 4_000,
  });
  store(world, 11);
  await world.clock.advance(4_000);
  expect(world.client.chat.outbox('r')).toEqual([]);
  expect(texts(world)).toEqual(['fast', 'fast']);
});

test('a refused message fails, can be sent again or discarded, and holds up no other', async () => {
  const world = await inRoom(10);
  world.server.on('chat.send', () => refuse('forbidden'));
  const failed = world.client.chat.send('r', { text: 'no' });
  const other = world.client.chat.send('r', { text: 'neither' });
  await settle();
  expect(first(world)).toMatchObject({ state: 'failed', error: { code: 'forbidden' } });
  store(world, 11);
  world.client.chat.retry(failed.id);
  world.client.chat.discard(other.id);
  await settle();
  expect(world.client.chat.outbox('r')).toEqual([]);
  expect(texts(world)).toEqual(['no', 'neither', 'no']);
});

test('an ack before the message keeps the entry until the message is emitted', async () => {
  const world = await inRoom(10);
  world.server.on('chat.send', () => ({ ok: true, seq: 11, at: 1 }));
  const { id } = world.client.chat.send('r', { text: 'one' });
  await settle();
  expect(first(world)).toMatchObject({ state: 'sent', seq: 11 });
  world.server.event('chat.message', 'r', message(11, { id, from: me }));
  expect(world.client.chat.outbox('r')).toEqual([]);
});

test('[EVT42] history asks with the bounds that were given', async () => {
  const world = await inRoom(10);
  world.server.on('chat.history', () => ({ ok: true, messages: [message(3)], has_more: true }));
  const page = await world.client.chat.history('r', { before: 4, limit: 1, threadRoot: 2 });
  expect(page).toMatchObject({ ok: true, value: { messages: [{ seq: 3 }], has_more: true } });
  expect(world.server.names('chat.history')[0]?.args).toEqual([
    'r',
    { before: 4, limit: 1, thread_root: 2 },
  ]);
});

test('[EVT43] [EVT44] [EVT45] [EVT46] changes are commands with an id and come back as events', async () => {
  const world = await inRoom(10);
  const seen: unknown[] = [];
  const { chat } = world.client;
  chat.on('edited', ({ target, text }) => seen.push(['edited', target, text]));
  chat.on('deleted', ({ target }) => seen.push(['deleted', target]));
  chat.on('reaction', ({ target, emoji, on }) => seen.push(['reaction', target, emoji, on]));
  chat.on('pinned', ({ target, on }) => seen.push(['pinned', target, on]));
  for (const name of ['chat.edit', 'chat.delete', 'chat.react', 'chat.pin']) {
    world.server.on(name, () => ({ ok: true, seq: 11, at: 1 }));
  }
  expect(await chat.edit('r', 3, 'new')).toMatchObject({ ok: true, value: { seq: 11 } });
  await chat.remove('r', 3);
  await chat.react('r', 3, '👍', true);
  await chat.pin('r', 3, false);
  const bodies = world.server.sent.slice(-4).map(({ args }) => args[1] as { id: string });
  expect(new Set(bodies.map(({ id }) => id)).size).toBe(4);
  expect(bodies[2]).toMatchObject({ seq: 3, emoji: '👍', on: true });
  const common = { target: 3, from: ana };
  world.server.event('chat.edited', 'r', { seq: 11, text: 'new', edited_at: 5, ...common });
  world.server.event('chat.deleted', 'r', { seq: 12, ...common });
  world.server.event('chat.reaction', 'r', { seq: 13, emoji: '👍', on: true, ...common });
  world.server.event('chat.pinned', 'r', { seq: 14, on: false, ...common });
  expect(seen).toEqual([
    ['edited', 3, 'new'],
    ['deleted', 3],
    ['reaction', 3, '👍', true],
    ['pinned', 3, false],
  ]);
});

test('[EVT47] what was read last is told when the room is left', async () => {
  const world = await inRoom(9);
  world.client.chat.markRead('r', 9);
  void world.client.rooms.leave('r');
  await world.clock.advance(0);
  expect(world.server.names('chat.read').map(({ args }) => args)).toEqual([['r', { seq: 9 }]]);
});

test('[EVT47] read marks only move forward, are sent together, and again after a loss', async () => {
  const world = await inRoom(10);
  const { chat } = world.client;
  chat.markRead('r', 5);
  chat.markRead('r', 7);
  chat.markRead('r', 6);
  await world.clock.advance(500);
  expect(world.server.names('chat.read').map(({ args }) => args[1])).toEqual([{ seq: 7 }]);
  world.server.drop();
  chat.markRead('r', 9);
  await world.server.resume();
  await world.clock.advance(500);
  expect(world.server.names('chat.read').map(({ args }) => args[1])).toEqual([
    { seq: 7 },
    { seq: 9 },
  ]);
});

test('[EVT48] my typing is sent at most every 3 s and ends with my message', async () => {
  const world = await inRoom(10);
  store(world, 11);
  const { chat } = world.client;
  chat.setTyping('r', true);
  chat.setTyping('r', true);
  await world.clock.advance(3_000);
  chat.setTyping('r', true);
  chat.send('r', { text: 'done' });
  chat.setTyping('r', false);
  await settle();
  chat.setTyping('r', true);
  chat.setTyping('r', false);
  const sent = world.server.names('chat.typing').map(({ args }) => (args[1] as { on: boolean }).on);
  expect(sent).toEqual([true, true, true, false]);
});

test('[EVT48] others type until their message, or 6 s after they were last heard', async () => {
  const world = await inRoom(10);
  const seen: string[] = [];
  world.client.chat.on('typing', ({ people }) => seen.push(people.map(({ id }) => id).join()));
  world.server.event('chat.typing', 'r', { from: ana, on: true });
  await world.clock.advance(5_000);
  world.server.event('chat.typing', 'r', { from: ana, on: true });
  await world.clock.advance(5_999);
  expect(world.client.chat.typing('r')).toEqual([ana]);
  await world.clock.advance(1);
  world.server.event('chat.typing', 'r', { from: ana, on: true });
  world.server.event('chat.message', 'r', message(11));
  expect(seen).toEqual(['ana', '', 'ana', '']);
});

test('[EVT47] [EVT49] receipts and mentions in other rooms are emitted', async () => {
  const world = await inRoom(10);
  const seen: unknown[] = [];
  world.client.chat.on('receipt', ({ room, read_seq: seq }) => seen.push([room, seq]));
  world.client.chat.on('mention', ({ room, message: { seq } }) => seen.push([room, seq]));
  world.server.event('chat.receipt', 'r', { principal: 'ana', read_seq: 9 });
  world.server.event('chat.mention', { room: 'other', message: message(3) });
  expect(seen).toEqual([
    ['r', 9],
    ['other', 3],
  ]);
});

test('[EVT46] [EVT47] [EVT50] [EVT51] pins, receipts, search and direct rooms are asked for', async () => {
  const world = await inRoom(10);
  const { chat } = world.client;
  world.server.on('chat.pins', () => ({ ok: true, messages: [message(1)] }));
  world.server.on('chat.receipts', () => ({ ok: true, receipts: { ana: 4 } }));
  const hit = { message: message(2), snippet: 'a' };
  world.server.on('chat.search', () => ({ ok: true, hits: [hit], has_more: false }));
  world.server.on('chat.direct', () => ({ ok: true, room: 'd1' }));
  expect(await chat.pins('r')).toMatchObject({ value: [{ seq: 1 }] });
  expect(await chat.receipts('r')).toEqual({ ok: true, value: { ana: 4 } });
  expect(await chat.search('r', { words: 'a' })).toMatchObject({ value: { hits: [hit] } });
  expect(await chat.direct('ana')).toEqual({ ok: true, value: { room: 'd1' } });
});

test('messages kept by an earlier page are sent in their order', async () => {
  const kept = ['b', 'a'].map((id, index) => ({
    id,
    lane: 'r',
    createdAt: 2 - index,
    body: { text: id },
  }));
  const outboxStore = {
    durable: true,
    load: () => Promise.resolve([...kept, { id: 'x', lane: 'r', createdAt: 1, body: null }]),
    put: () => Promise.resolve(),
    remove: () => Promise.resolve(),
  };
  const world = createWorld({ outboxStore });
  store(world, 11);
  world.client.connection.connect();
  await settle();
  expect(texts(world)).toEqual(['a', 'b']);
});
