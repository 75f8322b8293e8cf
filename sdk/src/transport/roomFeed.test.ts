import { expect, test } from 'vitest';
import {
  ana,
  createWorld,
  inRoom,
  joined,
  me,
  member,
  message,
  refuse,
  settle,
  silence,
} from '../../test/kit';
import type { World } from '../../test/kit';
import { heldEventsMax, missedEventsMax } from '../protocol/limits';

/** What the app sees of the room: seqs of messages, and resets. */
function watch(world: World): (number | string)[] {
  const seen: (number | string)[] = [];
  world.client.chat.on('message', (event) => seen.push(event.message.seq));
  world.client.rooms.on('reset', ({ seq, reason }) => seen.push(`reset ${reason} ${String(seq)}`));
  world.client.rooms.on('joined', ({ rejoined, info }) => {
    seen.push(`${rejoined ? 'rejoined' : 'joined'} ${String(info.seq)}`);
  });
  return seen;
}

function say(world: World, ...seqs: number[]): void {
  for (const seq of seqs) {
    world.server.event('chat.message', 'r', message(seq));
  }
}

function logged(...seqs: number[]): unknown {
  const events = seqs.map((seq) => ({ seq, name: 'chat.message', args: ['r', message(seq)] }));
  return { ok: true, events, has_more: false };
}

test('[EVT10] events behind the seq of the join are emitted once and in order', async () => {
  const world = await inRoom(10);
  const seen = watch(world);
  say(world, 11, 12, 12, 11, 10, 13);
  expect(seen).toEqual([11, 12, 13]);
  expect(world.client.rooms.seq('r')).toBe(13);
});

test('[EVT10] events that arrive before the answer of the join wait for it', async () => {
  const world = createWorld();
  const seen = watch(world);
  world.server.on('room.join', () => silence);
  world.client.connection.connect();
  await settle();
  const answer = world.client.rooms.join('r');
  await settle();
  say(world, 10, 11);
  expect(seen).toEqual([]);
  world.server.answerLate(joined('r', 10));
  expect((await answer).ok).toBe(true);
  expect(seen).toEqual(['joined 10', 11]);
  expect(world.server.names('room.events')).toEqual([]);
});

test('[EVT20] a gap is read before what came behind it is emitted', async () => {
  const world = await inRoom(10);
  const seen = watch(world);
  world.server.on('room.events', () => logged(11, 12));
  say(world, 13);
  expect(seen).toEqual([]);
  await settle();
  expect(seen).toEqual([11, 12, 13]);
  expect(world.server.names('room.events')[0]?.args).toEqual(['r', { after: 10, limit: 200 }]);
});

test('[EVT20] a seq that the server does not tell us is passed over', async () => {
  const world = await inRoom(10);
  const seen = watch(world);
  world.server.on('room.events', () => logged());
  say(world, 12);
  await settle();
  say(world, 13);
  expect(seen).toEqual([12, 13]);
});

test('[EVT20] events that arrive while a gap is read keep their place', async () => {
  const world = await inRoom(10);
  const seen = watch(world);
  world.server.on('room.events', () => silence);
  say(world, 12, 13);
  await settle();
  say(world, 14);
  world.server.answerLate(logged(11, 12, 13));
  await settle();
  expect(seen).toEqual([11, 12, 13, 14]);
});

test('[EVT20] after a lost connection the room is joined again and missed events come first', async () => {
  const world = await inRoom(10);
  const seen = watch(world);
  world.server.drop();
  world.server.on('room.join', () => joined('r', 13));
  world.server.on('room.events', () => silence);
  await world.server.resume();
  say(world, 14);
  world.server.answerLate({ ...(logged(11, 12) as object), has_more: true });
  await settle();
  world.server.answerLate(logged(13));
  await settle();
  expect(seen).toEqual([11, 12, 13, 'rejoined 13', 14]);
  expect(world.server.names('room.events').map(({ args }) => args[1])).toEqual([
    { after: 10, limit: 200 },
    { after: 12, limit: 200 },
  ]);
});

test('[EVT34] what a recovered connection replays is not emitted twice', async () => {
  const world = await inRoom(10);
  const seen = watch(world);
  world.server.drop();
  world.server.recovered = true;
  world.server.on('room.join', () => {
    say(world, 11, 12);
    return joined('r', 12);
  });
  await world.server.resume();
  expect(seen).toEqual([11, 12, 'rejoined 12']);
  expect(world.server.names('room.events')).toEqual([]);
});

test('[EVT20] events that are not kept any more reset the room', async () => {
  const world = await inRoom(10);
  const seen = watch(world);
  world.server.drop();
  world.server.on('room.join', () => joined('r', 500));
  world.server.on('room.events', () => refuse('not_found'));
  await world.server.resume();
  say(world, 501);
  expect(seen).toEqual(['reset not_kept 500', 'rejoined 500', 501]);
});

test('too many missed events reset the room without reading them', async () => {
  const world = await inRoom(10);
  const seen = watch(world);
  const head = 11 + missedEventsMax;
  world.server.drop();
  world.server.on('room.join', () => joined('r', head));
  await world.server.resume();
  expect(seen).toEqual([`reset too_many ${String(head)}`, `rejoined ${String(head)}`]);
  expect(world.server.names('room.events')).toEqual([]);
});

test('a flood behind a gap that cannot be read resets the room once', async () => {
  const world = await inRoom(10);
  const seen = watch(world);
  world.server.on('room.events', () => silence);
  const last = 12 + heldEventsMax;
  for (let seq = 12; seq <= last + 1; seq += 1) {
    say(world, seq);
  }
  await settle();
  world.server.answerLate(logged(11));
  await settle();
  expect(seen).toEqual([`reset too_many ${String(last)}`, last + 1]);
  expect(world.client.rooms.seq('r')).toBe(last + 1);
});

test('a join asked for while a gap is read is answered after it', async () => {
  const world = await inRoom(10);
  world.server.on('room.events', () => silence);
  say(world, 12);
  await settle();
  const again = world.client.rooms.join('r');
  world.server.on('room.join', () => joined('r', 12));
  world.server.answerLate(logged(11));
  await settle();
  expect(await again).toMatchObject({ ok: true, value: { seq: 12 } });
});

test('a server that was set back in time resets the room', async () => {
  const world = await inRoom(10);
  const seen = watch(world);
  world.server.drop();
  world.server.on('room.join', () => joined('r', 4));
  await world.server.resume();
  say(world, 5);
  expect(seen).toEqual(['reset not_kept 4', 'rejoined 4', 5]);
});

test('reading a gap goes on after the server was busy', async () => {
  const world = await inRoom(10);
  const seen = watch(world);
  world.server.on('room.events', () => refuse('rate_limited', 2_000));
  say(world, 12);
  await settle();
  world.server.on('room.events', () => logged(11));
  await world.clock.advance(2_000);
  expect(seen).toEqual([11, 12]);
});

test('a join waits for the connection and for a busy server', async () => {
  const world = createWorld();
  world.server.on('room.join', () => refuse('unavailable'));
  const answer = world.client.rooms.join('r', { surface: 's1' });
  world.client.connection.connect();
  await settle();
  world.server.on('room.join', () => joined('r', 1));
  await world.clock.advance(500);
  expect(await answer).toMatchObject({ ok: true, value: { seq: 1 } });
  expect(world.server.names('room.join')[1]?.args).toEqual(['r', { place: { surface: 's1' } }]);
});

test('[EVT10] a refused join fails, and a refused rejoin says that the room is lost', async () => {
  const world = await inRoom(10);
  world.server.on('room.join', () => refuse('not_found'));
  expect(await world.client.rooms.join('other')).toMatchObject({ error: { code: 'not_found' } });
  expect(world.client.rooms.joined()).toEqual(['r']);
  const lost: string[] = [];
  world.client.rooms.on('lost', ({ room, error }) => lost.push(`${room} ${error.code}`));
  world.server.drop();
  await world.server.resume();
  expect(lost).toEqual(['r not_found']);
  expect(world.client.rooms.joined()).toEqual([]);
});

test('[EVT12] a room that was left is not joined again', async () => {
  const world = await inRoom(10);
  const seen = watch(world);
  expect(await world.client.rooms.leave('r')).toEqual({ ok: true, value: undefined });
  say(world, 11);
  world.server.drop();
  await world.server.resume();
  expect(seen).toEqual([]);
  expect(world.server.names('room.join')).toHaveLength(1);
});

test('[EVT18] a removed person hears it once and no further event', async () => {
  const world = await inRoom(10);
  const seen = watch(world);
  const removed: string[] = [];
  world.client.rooms.on('removed', ({ room, reason }) => removed.push(`${room} ${reason}`));
  world.server.event('room.removed', 'r', { reason: 'banned' });
  say(world, 11);
  expect(removed).toEqual(['r banned']);
  expect(seen).toEqual([]);
});

test('[TRS7] [EVT26] in a room that is deleted nobody is any more', async () => {
  const world = await inRoom(10);
  const seen = watch(world);
  const removed: string[] = [];
  world.client.rooms.on('removed', ({ room, reason }) => removed.push(`${room} ${reason}`));
  world.server.event('room.deleted', 'r', { seq: 11, until: 9, from: {}, at: 1 });
  say(world, 12);
  expect(removed).toEqual(['r deleted']);
  expect(world.client.rooms.joined()).toEqual([]);
  expect(seen).toEqual([]);
});

test('[EVT15] my own stored broadcast leaves no gap', async () => {
  const world = await inRoom(10);
  const seen = watch(world);
  world.server.on('room.broadcast', () => ({ ok: true, seq: 11, at: 1 }));
  expect(await world.client.rooms.broadcastStored('r', { ping: 1 })).toMatchObject({ ok: true });
  say(world, 12);
  expect(seen).toEqual([12]);
  expect(world.server.names('room.events')).toEqual([]);
});

test('[EVT14] [EVT15] broadcasts come with payload and sender, stored ones in order', async () => {
  const world = await inRoom(10);
  const heard: unknown[] = [];
  world.client.rooms.on('broadcast', ({ payload, meta }) => heard.push([payload, meta.seq]));
  world.server.event('room.broadcast', 'r', { seq: 99 }, { from: ana, at: 1 });
  world.server.event('room.broadcast', 'r', 'kept', { from: ana, at: 2, seq: 11 });
  world.server.event('room.broadcast', 'r', 'kept', { from: ana, at: 2, seq: 11 });
  expect(heard).toEqual([
    [{ seq: 99 }, undefined],
    ['kept', 11],
  ]);
  world.client.rooms.broadcast('r', { hello: true });
  expect(world.server.names('room.broadcast')[0]?.args).toEqual(['r', { hello: true }]);
});

test('[EVT16] [EVT17] renames and changes of members are emitted', async () => {
  const world = await inRoom(10);
  const heard: unknown[] = [];
  world.client.rooms.on('renamed', ({ name }) => heard.push(name));
  world.client.rooms.on('member', ({ change, member: { id } }) => heard.push([change, id]));
  world.server.event('room.renamed', 'r', { seq: 11, name: 'New', from: me, at: 1 });
  world.server.event('room.member', 'r', { seq: 12, change: 'role', member: member(ana) });
  expect(heard).toEqual(['New', ['role', 'ana']]);
});
