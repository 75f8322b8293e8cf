import { expect, test } from 'vitest';
import { ana, createWorld, inRoom, joined, me, refuse, settle, silence } from '../../test/kit';
import type { World } from '../../test/kit';
import { MemoryOutboxStore } from '../offline/store';
import type { Thread, ThreadComment } from '../protocol/threads';

const anchor = { surface: 'brief', position: 'AQID', quote: 'The logo is blue.' };

function comment(seq: number, fields: Partial<ThreadComment> = {}): ThreadComment {
  return { id: `c${String(seq)}`, seq, thread: 't', text: 'hi', from: ana, at: seq, ...fields };
}

function thread(seq: number, fields: Partial<Thread> = {}): Thread {
  const counts = { kind: 'comment', state: 'open', comments: 1, last_seq: seq } as const;
  const made = { id: 't', seq, anchor, from: ana, at: seq, last_at: seq, message: comment(seq) };
  return { ...made, ...counts, ...fields };
}

/** The server stores as the real one: event to all first, then the ack. */
function store(world: World, firstSeq: number): void {
  let seq = firstSeq - 1;
  world.server.on('thread.open', (room: string, { id, text }: { id: string; text: string }) => {
    seq += 1;
    const message = comment(seq, { id, thread: id, text, from: me });
    const opened = thread(seq, { id, from: me, message });
    queueMicrotask(() => {
      world.server.event('thread.opened', room, { seq, at: seq, from: me, thread: opened });
    });
    return { ok: true, seq, at: seq };
  });
  world.server.on('thread.reply', (room: string, body: { id: string; thread: string }) => {
    seq += 1;
    const message = comment(seq, { ...body, from: me });
    queueMicrotask(() => {
      const { thread: id } = body;
      world.server.event('thread.replied', room, { seq, at: seq, from: me, thread: id, message });
    });
    return { ok: true, seq, at: seq };
  });
}

test('[THR10] a thread has its id at once, and its entry leaves when it was emitted', async () => {
  const world = await inRoom(10);
  store(world, 11);
  const seen: string[] = [];
  world.client.threads.on('opened', (event) => seen.push(`opened ${event.thread.message.text}`));
  world.client.threads.on('outbox', ({ entries }) => {
    seen.push(entries.map(({ draft, state }) => `${draft.text}:${state}`).join(' '));
  });
  const draft = { text: 'Really?', mentions: ['ana'], extra: { tone: 'warm' } };
  const entry = world.client.threads.open('r', anchor, draft);
  expect(entry).toMatchObject({ room: 'r', thread: entry.id, anchor, draft, state: 'sending' });
  await settle();
  expect(seen).toEqual(['Really?:queued', 'Really?:sending', 'opened Really?', '']);
  expect(world.server.names('thread.open')[0]?.args).toEqual([
    'r',
    { tone: 'warm', id: entry.id, anchor, text: 'Really?', mentions: ['ana'] },
  ]);
  expect(world.client.threads.unsent).toBe(0);
});

test('[THR11] a reply waits behind the opening of its thread, offline too', async () => {
  const world = await inRoom(10);
  world.server.drop();
  const opening = world.client.threads.open('r', anchor, { text: 'one' });
  const reply = world.client.threads.reply('r', opening.thread, { text: 'two' });
  expect(world.client.threads.outbox('r').map(({ state }) => state)).toEqual(['queued', 'queued']);
  expect(reply.anchor).toBeUndefined();
  store(world, 11);
  await world.server.resume();
  const names = world.server.sent.map(({ name }) => name).filter((name) => /^thread/.test(name));
  expect(names).toEqual(['thread.open', 'thread.reply']);
  expect(world.server.names('thread.reply')[0]?.args[1]).toMatchObject({ thread: opening.id });
  expect(world.client.threads.outbox('r')).toEqual([]);
});

test('[THR17] what was refused stays until it is sent again or discarded', async () => {
  const world = await inRoom(10);
  world.server.on('thread.reply', () => refuse('not_found'));
  const first = world.client.threads.reply('r', 't', { text: 'one' });
  const second = world.client.threads.reply('r', 't', { text: 'two' });
  await settle();
  const codes = world.client.threads.outbox('r').map(({ error }) => error?.code);
  expect(codes).toEqual(['not_found', 'not_found']);
  world.client.threads.discard(second.id);
  store(world, 11);
  world.client.threads.retry(first.id);
  await settle();
  expect(world.client.threads.outbox('r')).toEqual([]);
  expect(world.server.names('thread.reply').map(({ args }) => args[1])).toMatchObject([
    { id: first.id },
    { id: second.id },
    { id: first.id },
  ]);
});

test('[THR16] events of threads and mentions elsewhere are emitted', async () => {
  const world = await inRoom(10);
  const seen: unknown[] = [];
  const names = ['opened', 'replied', 'edited', 'deleted', 'resolved', 'reopened', 'reaction'];
  for (const name of [...names, 'mention'] as 'opened'[]) {
    world.client.threads.on(name, (event) => seen.push([name, event]));
  }
  const place = (seq: number): object => ({ seq, at: seq, from: ana, thread: 't' });
  const events: readonly [string, object][] = [
    ['thread.opened', { ...place(11), thread: thread(11) }],
    ['thread.replied', { ...place(12), message: comment(12) }],
    ['thread.edited', { ...place(13), target: 12, text: 'x', edited_at: 13 }],
    ['thread.resolved', { ...place(14), outcome: 'accepted' }],
    ['thread.reopened', place(15)],
    ['thread.reaction', { ...place(16), target: 12, emoji: '+', on: true }],
    ['thread.deleted', { ...place(17), target: 12, gone: false }],
    ['thread.deleted', { seq: 18, nonsense: true }],
  ];
  for (const [name, payload] of events) {
    world.server.event(name, 'r', payload);
  }
  world.server.event('thread.mention', { room: 'else', thread: 't', message: comment(3) });
  await settle();
  expect(seen).toEqual([
    ['opened', { room: 'r', ...events[0]?.[1] }],
    ['replied', { room: 'r', ...events[1]?.[1] }],
    ['edited', { room: 'r', ...events[2]?.[1] }],
    ['resolved', { room: 'r', ...events[3]?.[1] }],
    ['reopened', { room: 'r', ...events[4]?.[1] }],
    ['reaction', { room: 'r', ...events[5]?.[1] }],
    ['deleted', { room: 'r', ...events[6]?.[1] }],
    ['mention', { room: 'else', thread: 't', message: comment(3) }],
  ]);
});

test('[THR12][THR13][THR14][THR15] changes are commands with an id', async () => {
  const world = await inRoom(10);
  let seq = 10;
  const names = ['edit', 'delete', 'resolve', 'reopen', 'react'].map((name) => `thread.${name}`);
  for (const name of names) {
    world.server.on(name, () => ({ ok: true, seq: (seq += 1), at: 1 }));
  }
  const { threads } = world.client;
  const answers = await Promise.all([
    threads.edit('r', 't', 5, 'better'),
    threads.remove('r', 't', 5),
    threads.resolve('r', 't'),
    threads.reopen('r', 't'),
    threads.react('r', 't', 5, { emoji: '+', on: false }),
  ]);
  expect(answers.every(({ ok }) => ok)).toBe(true);
  const bodies = names.map((name) => world.server.names(name)[0]?.args[1] as { id: string });
  expect(bodies).toMatchObject([
    { thread: 't', seq: 5, text: 'better' },
    { thread: 't', seq: 5 },
    { thread: 't' },
    { thread: 't' },
    { thread: 't', seq: 5, emoji: '+', on: false },
  ]);
  expect(new Set(bodies.map(({ id }) => id)).size).toBe(5);
});

test('[THR20][THR21] lists, threads and their comments are asked for', async () => {
  const world = await inRoom(10);
  world.server.on('thread.list', () => ({ ok: true, threads: [thread(5)], has_more: false }));
  world.server.on('thread.get', () => ({ ok: true, thread: thread(5) }));
  const page = { thread: thread(5), messages: [comment(5)], has_more: true };
  world.server.on('thread.history', () => ({ ok: true, ...page }));
  const { threads } = world.client;
  const list = await threads.list('r', { surface: 'brief', state: 'all', limit: 5 });
  expect(list).toMatchObject({ ok: true, value: { threads: [thread(5)] } });
  expect(await threads.get('r', 't')).toEqual({ ok: true, value: thread(5) });
  const history = await threads.history('r', 't', { after: 3 });
  expect(history).toMatchObject({ ok: true, value: page });
  expect(world.server.names('thread.list')[0]?.args[1]).toEqual({
    surface: 'brief',
    state: 'all',
    limit: 5,
  });
  expect(world.server.names('thread.history')[0]?.args[1]).toEqual({ after: 3, thread: 't' });
});

test('[THR18] a suggestion and a highlight are threads without words, offline too', async () => {
  const outboxStore = new MemoryOutboxStore();
  const earlier = createWorld({ outboxStore });
  const suggestion = { text: 'The logo is green.' };
  const entry = earlier.client.threads.open('r', anchor, { text: '', suggestion });
  expect(entry).toMatchObject({ thread: entry.id, draft: { suggestion } });
  earlier.client.threads.open('r', anchor, { text: '', highlight: true, extra: { tone: 2 } });
  await settle();
  const world = createWorld({ outboxStore });
  world.server.on('room.join', () => joined('r', 10));
  store(world, 11);
  world.client.connection.connect();
  await world.client.rooms.join('r');
  await settle();
  expect(world.server.names('thread.open').map(({ args }) => args[1])).toMatchObject([
    { id: entry.id, anchor, text: '', suggestion },
    { anchor, text: '', highlight: true, tone: 2 },
  ]);
  expect(world.client.threads.outbox('r')).toEqual([]);
});

test('[THR4][THR19][THR20] kinds are listed, and a suggestion is resolved with an outcome', async () => {
  const world = await inRoom(10);
  const resolved = { from: ana, at: 7, outcome: 'rejected' } as const;
  const ended = thread(5, { kind: 'suggestion', suggestion: { text: '' }, resolved });
  world.server.on('thread.list', () => ({ ok: true, threads: [ended], has_more: false }));
  world.server.on('thread.resolve', () => ({ ok: true, seq: 11, at: 1 }));
  const { threads } = world.client;
  const list = await threads.list('r', { kinds: ['suggestion', 'highlight'] });
  expect(list).toMatchObject({ ok: true, value: { threads: [ended] } });
  expect(world.server.names('thread.list')[0]?.args[1]).toEqual({ kind: 'suggestion,highlight' });
  expect(await threads.resolve('r', 't', 'accepted')).toMatchObject({ ok: true });
  expect(world.server.names('thread.resolve')[0]?.args[1]).toMatchObject({
    thread: 't',
    outcome: 'accepted',
  });
});

test('threads and messages kept by an earlier page are sent each to its own', async () => {
  const outboxStore = new MemoryOutboxStore();
  const earlier = createWorld({ outboxStore });
  earlier.client.chat.send('r', { text: 'hello' });
  earlier.client.threads.open('r', anchor, { text: 'Really?' });
  await settle();
  const world = createWorld({ outboxStore });
  world.server.on('room.join', () => joined('r', 10));
  world.server.on('chat.send', () => silence);
  world.server.on('thread.open', () => silence);
  world.client.connection.connect();
  await world.client.rooms.join('r');
  await settle();
  expect(world.server.names('chat.send')).toHaveLength(1);
  expect(world.server.names('thread.open')[0]?.args[1]).toMatchObject({ anchor, text: 'Really?' });
});
