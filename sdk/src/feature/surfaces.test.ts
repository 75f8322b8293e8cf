import { expect, test } from 'vitest';
import { ana, inRoom } from '../../test/kit';

const surface = { id: 's1', kind: 'text', title: 'Brief', created_by: 'ana', created_at: 1 };

test('[EVT60] [EVT61] a surface is made, named and removed, and names its document', async () => {
  const world = await inRoom(10);
  const { surfaces } = world.client;
  world.server.on('surface.create', () => ({ ok: true, seq: 11, surface }));
  world.server.on('surface.rename', () => ({ ok: true, seq: 12 }));
  world.server.on('surface.remove', () => ({ ok: true, seq: 13 }));
  const made = await surfaces.create('r', { kind: 'text', title: 'Brief' });
  expect(made).toMatchObject({ ok: true, value: { id: 's1' } });
  expect((await surfaces.rename('r', 's1', 'Plan')).ok).toBe(true);
  expect((await surfaces.remove('r', 's1')).ok).toBe(true);
  expect(world.server.names('surface.rename')[0]?.args[1]).toMatchObject({ title: 'Plan' });
  expect(surfaces.documentName(surface)).toBe('text.s1');
});

test('[EVT61] a second try of making a surface has the id of the first', async () => {
  const world = await inRoom(10);
  world.server.on('surface.create', () => ({ ok: true, seq: 11, surface }));
  const id = world.client.nextId();
  const wanted = { id, kind: 'text', title: 'Brief' };
  await world.client.surfaces.create('r', wanted);
  await world.client.surfaces.create('r', wanted);
  const asked = world.server.names('surface.create').map(({ args }) => args[1]);
  expect(asked).toEqual([wanted, wanted]);
});

test('[EVT60] [EVT61] a surface is kept on top, and no longer', async () => {
  const world = await inRoom(10);
  const { surfaces } = world.client;
  const seen: unknown[] = [];
  surfaces.on('pinned', ({ room, id, on }) => seen.push([room, id, on]));
  world.server.on('surface.pin', () => ({ ok: true, seq: 11 }));
  expect((await surfaces.pin('r', 's1')).ok).toBe(true);
  expect((await surfaces.pin('r', 's1', false)).ok).toBe(true);
  const asked = world.server.names('surface.pin').map(({ args }) => args[1]);
  expect(asked).toMatchObject([{ surface: 's1', on: true }, { on: false }]);
  world.server.event('surface.pinned', 'r', { seq: 11, surface: 's1', on: true, from: ana });
  expect(seen).toEqual([['r', 's1', true]]);
});

test('[EVT61] changes of surfaces are emitted, whether they carry the surface or its id', async () => {
  const world = await inRoom(10);
  const seen: unknown[] = [];
  const { surfaces } = world.client;
  surfaces.on('created', (event) => seen.push(['created', event.surface.id]));
  surfaces.on('renamed', ({ id, title }) => seen.push(['renamed', id, title]));
  surfaces.on('removed', ({ id }) => seen.push(['removed', id]));
  const renamed = { ...surface, title: 'Plan' };
  world.server.event('surface.created', 'r', { seq: 11, surface, from: ana });
  world.server.event('surface.renamed', 'r', { seq: 12, surface: renamed, from: ana });
  world.server.event('surface.renamed', 'r', { seq: 13, surface: 's1', title: 'Map', from: ana });
  world.server.event('surface.removed', 'r', { seq: 14, surface: 's1', from: ana });
  expect(seen).toEqual([
    ['created', 's1'],
    ['renamed', 's1', 'Plan'],
    ['renamed', 's1', 'Map'],
    ['removed', 's1'],
  ]);
});
