import { expect, test } from 'vitest';
import { ana, inRoom, joined, me, settle } from '../../test/kit';
import type { World } from '../../test/kit';
import type { Follow } from './follow';

async function following(): Promise<{ world: World; follow: Follow }> {
  const world = await inRoom(10);
  world.server.on('follow.start', () => ({ ok: true, following: ana.id }));
  return { world, follow: await world.client.follow() };
}

function views(world: World): readonly unknown[] {
  return world.server.names('follow.view').map(({ args }) => args[1]);
}

function presenting(world: World, seq: number, name: string, principal: string): void {
  world.server.event(`present.${name}`, 'r', { seq, principal, at: seq, from: me });
}

test('[FOL1] [FOL6] the view in the answer and later ones of the leader are told', async () => {
  const { world, follow } = await following();
  const seen: unknown[] = [];
  follow.on('view', ({ principal, surface }) => seen.push([principal, surface]));
  const view = { surface: 'doc', at: { block: 1 } };
  world.server.on('follow.start', () => ({ ok: true, following: 'ana', view }));
  expect((await follow.start('r', 'ana')).ok).toBe(true);
  expect(follow.following('r')).toBe('ana');
  world.server.event('follow.view', 'r', { principal: 'ana', surface: 'chat' });
  world.server.event('follow.view', 'r', { principal: 'li', surface: 'chat' });
  follow.stop('r');
  world.server.event('follow.view', 'r', { principal: 'ana', surface: 'chat' });
  expect(seen).toEqual([
    ['ana', 'doc'],
    ['ana', 'chat'],
  ]);
  expect(world.server.names('follow.stop')).toHaveLength(1);
});

test('[FOL2] a refused follow changes nothing', async () => {
  const { world, follow } = await following();
  world.server.on('follow.start', () => ({
    ok: false,
    error: { code: 'conflict', message: 'They follow you.' },
  }));
  const answer = await follow.start('r', 'ana');
  expect(answer.ok).toBe(false);
  expect(follow.following('r')).toBeUndefined();
});

test('[FOL3] it is asked again after a reconnect and every 30 s', async () => {
  const { world, follow } = await following();
  await follow.start('r', 'ana');
  world.server.drop();
  await world.server.resume();
  await settle();
  expect(world.server.names('follow.start')).toHaveLength(2);
  await world.clock.advance(30_000);
  expect(world.server.names('follow.start')).toHaveLength(3);
  follow.stop('r');
  await world.clock.advance(60_000);
  expect(world.server.names('follow.start')).toHaveLength(3);
});

test('[FOL4] [FOL5] views go out while somebody follows, at most ten a second', async () => {
  const { world, follow } = await following();
  follow.setView('r', { surface: 'a' });
  await world.clock.advance(1_000);
  expect(views(world)).toEqual([]);
  world.server.event('follow.followers', 'r', { followers: ['ana'] });
  expect(follow.followers('r')).toEqual(['ana']);
  expect(views(world)).toEqual([{ surface: 'a' }]);
  for (let at = 1; at <= 5; at += 1) {
    follow.setView('r', { surface: 'a', at });
  }
  expect(views(world)).toHaveLength(1);
  await world.clock.advance(100);
  expect(views(world)).toEqual([{ surface: 'a' }, { surface: 'a', at: 5 }]);
});

test('[FOL7] when the leader is gone, following ends and says so', async () => {
  const { world, follow } = await following();
  await follow.start('r', 'ana');
  const seen: unknown[] = [];
  follow.on('following', ({ principal, gone }) => seen.push([principal, gone]));
  world.server.event('follow.ended', 'r', { principal: 'li', reason: 'gone' });
  world.server.event('follow.ended', 'r', { principal: 'ana', reason: 'gone' });
  expect(seen).toEqual([[undefined, true]]);
});

test('[FOL10] [FOL12] who presents comes with the join and with the events', async () => {
  const world = await inRoom(10);
  presenting(world, 11, 'started', 'ana');
  await settle();
  const follow = await world.client.follow();
  expect(follow.presenting('r')?.principal).toBe('ana');
  presenting(world, 12, 'handed_over', 'me');
  expect(follow.presenting('r')).toEqual({ principal: 'me', since: 12 });
  follow.setView('r', { surface: 'a' });
  expect(views(world)).toEqual([{ surface: 'a' }]);
  presenting(world, 13, 'stopped', 'me');
  expect(follow.presenting('r')).toBeUndefined();
  world.server.drop();
  const presents = { principal: 'ana', since: 5 };
  world.server.on('room.join', () => joined('r', 14, { presenting: presents }));
  await world.server.resume();
  expect(follow.presenting('r')).toEqual({ principal: 'ana', since: 5 });
});

test('[FOL11] the commands of presenting', async () => {
  const { world, follow } = await following();
  for (const name of ['present.start', 'present.stop', 'present.hand_over']) {
    world.server.on(name, () => ({ ok: true, seq: 11, at: 1 }));
  }
  await follow.present('r');
  await follow.stopPresenting('r');
  await follow.handOver('r', 'ana');
  const told = world.server.names('present.hand_over')[0]?.args[1];
  expect(told).toMatchObject({ principal: 'ana' });
  expect(world.server.names('present.stop')).toHaveLength(1);
});
