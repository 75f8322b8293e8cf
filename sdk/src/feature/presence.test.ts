import { expect, test } from 'vitest';
import { ana, inRoom, joined, me, member, settle } from '../../test/kit';
import type { World } from '../../test/kit';
import type { Actor } from '../protocol/events';

const li: Actor = { id: 'li', name: 'Li', kind: 'guest' };

function updates(world: World): readonly unknown[] {
  return world.server.names('presence.update').map(({ args }) => args[1]);
}

function ids(world: World): string {
  return [...world.client.presence.members('r').keys()].join();
}

test('[EVT31] diffs are merged into the member map of the room', async () => {
  const world = await inRoom(10);
  const seen: unknown[] = [];
  world.client.presence.on('changed', ({ changed, gone, count }) => {
    seen.push([changed.map(({ id }) => id), gone, count]);
  });
  expect(ids(world)).toBe('me,ana');
  const before = world.client.presence.members('r');
  const away = member(ana, { status: 'away' });
  const diff = { at: 1, count: 3, changed: [away, member(li)], gone: [] };
  world.server.event('presence.diff', 'r', diff);
  world.server.event('presence.diff', 'r', { at: 2, count: 2, changed: [], gone: ['li'] });
  expect(seen).toEqual([
    [['ana', 'li'], [], 3],
    [[], ['li'], 2],
  ]);
  expect(world.client.presence.members('r').get('ana')?.status).toBe('away');
  expect(world.client.presence.count('r')).toBe(2);
  expect(before.get('ana')?.status).toBe('online');
});

test('[EVT10] a rejoin replaces the map, and leaving empties it', async () => {
  const world = await inRoom(10);
  world.server.drop();
  world.server.on('room.join', () => joined('r', 10, { members: [member(me)], member_count: 1 }));
  await world.server.resume();
  expect(ids(world)).toBe('me');
  await world.client.rooms.leave('r');
  expect(ids(world)).toBe('');
  expect(world.client.presence.count('r')).toBe(0);
});

test('[EVT17] [EVT18] roles and removals of members change the map, replayed ones do not', async () => {
  const world = await inRoom(10);
  const change = (seq: number, kind: string, who = member(ana)): void => {
    world.server.event('room.member', 'r', { seq, change: kind, member: who });
  };
  change(11, 'role', member(ana, { role: 'viewer' }));
  expect(world.client.presence.members('r').get('ana')?.role).toBe('viewer');
  world.server.event('room.member', 'r', {
    seq: 12,
    change: 'removed',
    member: { ...member(ana), role: 'none' },
  });
  expect(ids(world)).toBe('me');
  world.server.drop();
  world.server.on('room.join', () => joined('r', 13));
  const old = { seq: 13, change: 'removed', member: member(ana) };
  const events = [{ seq: 13, name: 'room.member', args: ['r', old] }];
  world.server.on('room.events', () => ({ ok: true, events, has_more: false }));
  await world.server.resume();
  expect(ids(world)).toBe('me,ana');
});

test('[EVT30] activity, status and place are sent together, at most every 250 ms', async () => {
  const world = await inRoom(10);
  const { presence } = world.client;
  presence.setActive(false);
  presence.setStatus('dnd', 99);
  presence.setPlace('r', { surface: 's1', at: 1 });
  presence.setPlace('r', { surface: 's1', at: 2 });
  expect(updates(world)).toEqual([]);
  await world.clock.advance(250);
  const place = { surface: 's1', at: 2 };
  expect(updates(world)).toEqual([{ active: false, status: 'dnd', until: 99, place }]);
  presence.setActive(false);
  await world.clock.advance(250);
  expect(updates(world)).toHaveLength(1);
});

test('[EVT30] after a reconnect my state is told again, an ended status is not', async () => {
  const world = await inRoom(10);
  const { presence } = world.client;
  presence.setStatus('dnd', world.clock.now() + 1_000);
  presence.setPlace('r', { surface: 's1' });
  await world.clock.advance(2_000);
  world.server.drop();
  await world.server.resume();
  await world.clock.advance(250);
  expect(updates(world)[1]).toEqual({ place: { surface: 's1' } });
  expect(world.server.names('room.join')[1]?.args).toEqual(['r', { place: { surface: 's1' } }]);
});

test('[EVT33] whom I watch is told again after a reconnect', async () => {
  const world = await inRoom(10);
  expect((await world.client.presence.watch('r', ['ana'])).ok).toBe(true);
  world.server.drop();
  await world.server.resume();
  await settle();
  expect(world.server.names('presence.watch').map(({ args }) => args)).toEqual([
    ['r', { principals: ['ana'] }],
    ['r', { principals: ['ana'] }],
  ]);
});
