import { expect, test } from 'vitest';
import { inRoom } from '../../test/kit';

const link = { id: 'l1', role: 'editor', uses: 0, revoked: false };

test('[EVT70] a link is made with its secret, listed, revoked, and its changes are emitted', async () => {
  const world = await inRoom(10);
  const { links } = world.client;
  const seen: unknown[] = [];
  links.on('changed', (event) => seen.push([event.link.id, event.link.revoked]));
  world.server.on('link.create', () => ({ ok: true, link, secret: 'hush' }));
  world.server.on('link.list', () => ({ ok: true, links: [link] }));
  const made = await links.create('r', { role: 'editor', maxUses: 3 });
  expect(made).toMatchObject({ ok: true, value: { secret: 'hush' } });
  expect(world.server.names('link.create')[0]?.args[1]).toEqual({
    id: expect.any(String) as string,
    role: 'editor',
    max_uses: 3,
  });
  expect(await links.list('r')).toEqual({ ok: true, value: [link] });
  expect(await links.revoke('r', 'l1')).toEqual({ ok: true, value: undefined });
  world.server.event('link.changed', 'r', { seq: 11, link: { ...link, revoked: true } });
  expect(seen).toEqual([['l1', true]]);
});
