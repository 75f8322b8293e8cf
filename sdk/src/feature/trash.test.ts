import { expect, test } from 'vitest';
import { createFetch } from '../../test/fetch';
import { inRoom } from '../../test/kit';

const ana = { id: 'ana', name: 'Ana', kind: 'user' };
const message = { id: 'm', seq: 3, text: 'kept', from: ana, at: 5 };
const surface = { id: 's1', kind: 'text', title: 'Brief', created_by: 'ana', created_at: 1 };

test('[TRS2] removed surfaces are listed and come back', async () => {
  const world = await inRoom(10);
  const trash = await world.client.trash();
  const seen: unknown[] = [];
  world.client.surfaces.on('created', ({ room, surface: back }) => seen.push([room, back.title]));
  const removed = { ...surface, removed_by: 'ana', removed_at: 7, until: 9 };
  world.server.on('surface.trash', () => ({ ok: true, surfaces: [removed] }));
  world.server.on('surface.restore', () => ({ ok: true, seq: 11 }));
  expect(await trash.surfaces('r')).toEqual({ ok: true, value: [removed] });
  expect(await trash.restoreSurface('r', 's1')).toMatchObject({ ok: true });
  world.server.event('surface.restored', 'r', { seq: 11, surface, from: ana, at: 8 });
  expect(seen).toEqual([['r', 'Brief']]);
});

test('[TRS6] [TRS8] [TRS9] [RST46] rooms go into the trash, come back, or go for good', async () => {
  const counts = { deleted_at: 7, until: 9, member_count: 2 };
  const room = { id: 'r', name: 'Room', deleted_by: ana, ...counts };
  const { fetch } = createFetch({
    'GET /trash/rooms': () => ({ rooms: [room] }),
    'POST /trash/rooms/r/restore': () => ({}),
    'DELETE /trash/rooms/r': () => ({}),
  });
  const world = await inRoom(10, { fetch });
  const trash = await world.client.trash();
  world.server.on('room.delete', () => ({ ok: true, seq: 11, at: 7 }));
  expect(await trash.deleteRoom('r')).toMatchObject({ ok: true });
  expect(await trash.rooms()).toEqual({ ok: true, value: [room] });
  expect(await trash.restoreRoom('r')).toEqual({ ok: true, value: null });
  expect(await trash.purgeRoom('r')).toEqual({ ok: true, value: null });
});

test('[EVT26] the list of rooms is another when one goes or comes back elsewhere', async () => {
  const world = await inRoom(10);
  const seen: string[] = [];
  world.client.rooms.on('listChanged', ({ room }) => seen.push(room));
  world.server.event('rooms.changed', { room: 'other' });
  expect(seen).toEqual(['other']);
});

test('[TRS3] [TRS4] deleted messages are listed, come back, or go for good', async () => {
  const world = await inRoom(10);
  const trash = await world.client.trash();
  const seen: unknown[] = [];
  world.client.chat.on('restored', ({ message: back }) => seen.push(back.text));
  const page = {
    messages: [{ message, deleted_by: 'ana', deleted_at: 7, until: 9 }],
    has_more: true,
    next: 3,
  };
  world.server.on('chat.trash', () => ({ ok: true, ...page }));
  world.server.on('chat.restore', () => ({ ok: true, seq: 11 }));
  world.server.on('chat.purge', () => ({ ok: true, seq: 12 }));
  expect(await trash.messages('r', 9)).toMatchObject({ ok: true, value: page });
  expect(world.server.names('chat.trash')[0]?.args[1]).toEqual({ before: 9 });
  expect(await trash.restoreMessage('r', 3)).toMatchObject({ ok: true });
  expect(await trash.purgeMessage('r', 3)).toMatchObject({ ok: true });
  expect(world.server.names('chat.purge')[0]?.args[1]).toMatchObject({ seq: 3 });
  world.server.event('chat.restored', 'r', { seq: 11, target: 3, message, from: ana, at: 8 });
  expect(seen).toEqual(['kept']);
});
