import { expect, test } from 'vitest';
import { inRoom } from '../../test/kit';

const file = {
  file: 'f1',
  name: 'logo.png',
  type: 'image/png',
  size: 7,
  width: 2,
  height: 1,
  kind: 'picture',
  seq: 3,
  from: { id: 'ana', name: 'Ana', kind: 'user' },
  at: 5,
};

test('[EVT74] [EVT75] pages of files by kind and by a part of their names', async () => {
  const world = await inRoom(10);
  const shared = await world.client.sharedFiles();
  world.server.on('file.shared', () => ({ ok: true, files: [file], has_more: true, next: 3 }));
  const page = await shared.list('r', { kind: 'picture', name: 'logo' });
  expect(page).toMatchObject({ ok: true, value: { files: [file], has_more: true, next: 3 } });
  await shared.list('r', { before: 3, limit: 10 });
  const asked = world.server.names('file.shared').map(({ args }) => args[1]);
  expect(asked).toEqual([
    { kind: 'picture', name: 'logo' },
    { before: 3, limit: 10 },
  ]);
});

test('[EVT74] an answer of another shape is none', async () => {
  const world = await inRoom(10);
  const shared = await world.client.sharedFiles();
  world.server.on('file.shared', () => ({
    ok: true,
    files: [{ ...file, kind: 'film' }],
    has_more: false,
  }));
  expect(await shared.list('r')).toMatchObject({ ok: false });
});
