// Tokens of connections that live: they end, are announced to end, and are replaced.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Workspace, newRoom, uuid } from './lib/atelier.mjs';
import { makeToken, temporaryFolder } from './lib/server.mjs';
import { within } from './lib/wait.mjs';

let workspace;
before(async () => (workspace = await Workspace.open()));
after(() => workspace?.close());

describe('tokens of live connections', { concurrency: true }, () => {
  test('[EVT6] at the end the client is told and stays away', async () => {
    const start = Date.now();
    const client = await workspace.connect('ada', { ttl: '2s' }, { reconnection: true });
    await client.event('auth.expired');
    assert.equal(await within(client.disconnected, 'disconnect'), 'io server disconnect');
    assert.ok(Date.now() - start < 4500, `${Date.now() - start} ms`);
    assert.equal(client.socket.active, false); // it does not try again by itself
    client.close();
  });

  test('[EVT4] the end is announced a minute before', async () => {
    const client = await workspace.connect('bob', { ttl: '62s' });
    const [{ in_ms: left }] = await client.event('auth.expiring');
    assert.ok(left > 55_000 && left <= 60_000, `${left} ms`);
    client.close();
  });

  test('[EVT3] a new token counts from then on', async () => {
    const start = Date.now();
    const client = await workspace.connect('bob', { ttl: '2s' });
    const longer = await workspace.token('bob', { ttl: '4s' });
    const { expires_at: end } = await client.do('auth.refresh', longer);
    assert.ok(end - start > 2500, `${end - start} ms`);
    await client.event('auth.expired', undefined, 8000);
    assert.ok(Date.now() - start > 2500, `ended after ${Date.now() - start} ms`);
    assert.equal(await within(client.disconnected, 'disconnect'), 'io server disconnect');
  });

  test("[EVT3] another person's token and broken ones are refused", async () => {
    const client = await workspace.connect('cyd');
    const other = await workspace.token('dan');
    assert.notEqual(await client.codeOf('auth.refresh', other), 'ok');
    assert.equal(await client.codeOf('auth.refresh', 'abc'), 'unauthenticated');
    assert.equal(await client.codeOf('auth.refresh', 7), 'invalid');
    assert.equal(await client.codeOf('auth.refresh', await workspace.token('cyd')), 'ok');
    client.close();
  });

  test('[AUTH9][AUTH10] a token of the past does not connect', async () => {
    const token = await workspace.token('eve', { ttl: '1ms' });
    const [head, claims, signature] = token.split('.');
    const tampered = JSON.parse(Buffer.from(claims, 'base64url'));
    tampered.exp += 3600;
    const forged = Buffer.from(JSON.stringify(tampered)).toString('base64url');
    const refused = await workspace
      .connectWith([head, forged, signature].join('.'))
      .catch((error) => error);
    assert.equal(refused.data?.code, 'unauthenticated');
  });

  test('[AUTH5] a token of another server is refused', async () => {
    const folder = await temporaryFolder();
    const refused = await workspace
      .connectWith(await makeToken(folder.path, 'ada'))
      .catch((error) => error);
    await folder.remove();
    assert.equal(refused.data?.code, 'unauthenticated');
  });

  test('[EVT11] stored roles win over what a later token claims', async () => {
    const room = newRoom();
    const owner = await workspace.enter('fay', room, 'owner');
    const client = await workspace.enter('gus', room, 'viewer');
    client.close();
    const again = await workspace.enter('gus', room, 'editor');
    assert.equal(again.joined.role, 'viewer');
    const body = { id: uuid(), text: 'x' };
    assert.equal(await again.codeOf('chat.send', room, body), 'forbidden');
    owner.close();
    again.close();
  });
});
