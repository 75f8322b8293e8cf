import { expect, test } from 'vitest';
import { ana, inRoom, member, refuse, settle } from '../../test/kit';

test('[EVT16] [EVT17] [EVT18] settings are commands with an id of their own', async () => {
  const world = await inRoom(10);
  const { rooms } = world.client;
  for (const name of ['room.rename', 'member.set_role', 'member.remove', 'member.unban']) {
    world.server.on(name, () => ({ ok: true, seq: 11 }));
  }
  await rooms.rename('r', 'New');
  await rooms.setRole('r', 'ana', 'viewer');
  await rooms.removeMember('r', 'ana', true);
  expect(await rooms.unban('r', 'ana')).toEqual({ ok: true, value: { seq: 11 } });
  const sent = world.server.sent.slice(-4).map(({ name, args }) => [name, args[0], args[1]]);
  const id = expect.any(String) as string;
  expect(sent).toEqual([
    ['room.rename', 'r', { id, name: 'New' }],
    ['member.set_role', 'r', { id, principal: 'ana', role: 'viewer' }],
    ['member.remove', 'r', { id, principal: 'ana', ban: true }],
    ['member.unban', 'r', { id, principal: 'ana' }],
  ]);
});

test('[EVT22] a room is archived and brought back, and everybody hears of it', async () => {
  const world = await inRoom(10);
  const { rooms } = world.client;
  const heard: unknown[] = [];
  rooms.on('archived', ({ room, on }) => heard.push([room, on]));
  world.server.on('room.archive', () => ({ ok: true, seq: 11 }));
  await rooms.archive('r');
  await rooms.archive('r', false);
  expect(world.server.names('room.archive').map(({ args }) => args[1])).toMatchObject([
    { on: true },
    { on: false },
  ]);
  world.server.event('room.archived', 'r', { seq: 11, on: true, from: ana, at: 1 });
  await settle();
  expect(heard).toEqual([['r', true]]);
});

test('[EVT13] members are read in pages', async () => {
  const world = await inRoom(10);
  const page = { ok: true, members: [member(ana)], cursor: 'c2', member_count: 300 };
  world.server.on('room.members', () => page);
  const answer = await world.client.rooms.members('r', { cursor: 'c1' });
  expect(answer).toMatchObject({ ok: true, value: { cursor: 'c2', member_count: 300 } });
  expect(world.server.names('room.members')[0]?.args).toEqual(['r', { cursor: 'c1' }]);
});

test('[EVT17] a refusal is a value with the code of the server', async () => {
  const world = await inRoom(10);
  world.server.on('member.set_role', () => refuse('conflict'));
  expect(await world.client.rooms.setRole('r', 'me', 'viewer')).toEqual({
    ok: false,
    error: { code: 'conflict', message: 'conflict' },
  });
});
