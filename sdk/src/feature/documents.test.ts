import { expect, test, vi } from 'vitest';
import { DocumentServer } from '../../test/documentServer';
import { createWorld, settle } from '../../test/kit';

/** Only the expiry of a token is read. */
function tokenUntil(atMs: number): string {
  return `h.${btoa(JSON.stringify({ exp: atMs / 1000 }))}.s`;
}

test('a document is opened with the token of the welcome while it holds', async () => {
  const documents = new DocumentServer();
  const issued = { token: 'issued', expires_at: 1 };
  const fetch = vi.fn(() => Promise.resolve(Response.json(issued)));
  const world = createWorld({ webSocket: documents.webSocket, fetch });
  world.server.token = tokenUntil(world.clock.now() + 3_600_000);
  world.client.connection.connect();
  await settle();
  const first = await world.client.documents.open('r', 'text.s1');
  await world.clock.advance(3_590_000);
  const second = await world.client.documents.open('r', 'text.s1');
  expect(documents.urls.map((url) => new URL(url).searchParams.get('token'))).toEqual([
    world.server.token,
    'issued',
  ]);
  expect(fetch).toHaveBeenCalledOnce();
  first.destroy();
  second.destroy();
});

test('changes of one client reach the document of another', async () => {
  const documents = new DocumentServer();
  const world = createWorld({ webSocket: documents.webSocket });
  world.client.connection.connect();
  await settle();
  const one = await world.client.documents.open('r', 'text.s1');
  const two = await world.client.documents.open('r', 'text.s1');
  await vi.waitFor(() => {
    expect(one.loaded && two.loaded).toBe(true);
  });
  one.doc.getText('text').insert(0, 'hello');
  await vi.waitFor(() => {
    expect(two.doc.getText('text').toJSON()).toBe('hello');
  });
  one.destroy();
  two.destroy();
});
