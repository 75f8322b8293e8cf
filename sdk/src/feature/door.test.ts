import { expect, test } from 'vitest';
import { inRoom } from '../../test/kit';

const gus = { id: 'g-1', name: 'Gus', kind: 'guest' };

test('[EVT72] [EVT73] owners list who waits, hear of changes and answer', async () => {
  const world = await inRoom(10);
  const { door } = world.client;
  const seen: unknown[] = [];
  door.on('waiting', ({ room, waiting }) => seen.push([room, waiting.map(({ name }) => name)]));
  door.on('answered', ({ principal, let_in: letIn }) => seen.push([principal.name, letIn]));
  world.server.on('knock.list', () => ({ ok: true, waiting: [{ ...gus, at: 5 }] }));
  world.server.on('knock.answer', () => ({ ok: true, seq: 11, at: 6 }));
  expect(await door.list('r')).toEqual({ ok: true, value: [{ ...gus, at: 5 }] });
  world.server.event('knock.waiting', 'r', { waiting: [{ ...gus, at: 5 }] });
  expect(await door.answer('r', 'g-1', true)).toMatchObject({ ok: true });
  expect(world.server.names('knock.answer')[0]?.args[1]).toEqual({
    id: expect.any(String) as string,
    principal: 'g-1',
    let_in: true,
  });
  const from = { id: 'ann', name: 'Ann', kind: 'user' };
  world.server.event('knock.answered', 'r', { seq: 11, principal: gus, let_in: true, from, at: 6 });
  expect(seen).toEqual([
    ['r', ['Gus']],
    ['Gus', true],
  ]);
});

test('[EVT23] what changes in the settings of a room is told', async () => {
  const world = await inRoom(10);
  const { rooms } = world.client;
  const seen: unknown[] = [];
  rooms.on('configured', ({ room, knock }) => seen.push([room, knock]));
  world.server.on('room.configure', () => ({ ok: true, seq: 11, at: 6 }));
  expect(await rooms.configure('r', { knock: true })).toMatchObject({ ok: true });
  expect(world.server.names('room.configure')[0]?.args[1]).toMatchObject({ knock: true });
  const from = { id: 'ann', name: 'Ann', kind: 'user' };
  world.server.event('room.configured', 'r', { seq: 11, knock: true, from, at: 6 });
  expect(seen).toEqual([['r', true]]);
});
