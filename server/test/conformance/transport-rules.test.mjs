// What the other files leave open: settings of the whole server, and corners that only raw requests
// reach.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Workspace } from './lib/atelier.mjs';
import { PollingSession, WebSocketSession } from './lib/engineio.mjs';
import { request } from './lib/http.mjs';
import { startConformance } from './lib/server.mjs';
import { assertCloses, join, joined, openTransport } from './lib/socketio.mjs';

const friend = 'https://friend.example';
const polling = '/socket.io/?EIO=4&transport=polling';

describe('the whole server as Engine.IO', () => {
  let workspace;
  before(async () => (workspace = await Workspace.open(['--allowed-origins', friend])));
  after(() => workspace?.close());

  test('[EIO4] tells its heartbeat and its limit', async () => {
    const { opened } = await PollingSession.open(workspace.server, '/socket.io/');
    const { sid, ...rest } = opened;
    assert.match(sid, /^[A-Za-z0-9_-]{20}$/);
    assert.deepEqual(rest, {
      upgrades: ['websocket'],
      pingInterval: 25_000,
      pingTimeout: 20_000,
      maxPayload: 1_000_000,
    });
  });

  test('[EIO9] lets the origins of its list read, with credentials', async () => {
    const answer = await request(workspace.server, 'GET', polling, { headers: { Origin: friend } });
    assert.equal(answer.headers['access-control-allow-origin'], friend);
    assert.equal(answer.headers['access-control-allow-credentials'], 'true');
    assert.match(answer.headers.vary, /\borigin\b/i);
  });

  test('[EIO10] refuses what is on no list before there is a session', async () => {
    for (const origin of ['https://evil.example', `${friend}.evil.example`, 'null', 'x']) {
      const answer = await request(workspace.server, 'GET', polling, {
        headers: { Origin: origin },
      });
      assert.equal(answer.status, 403, origin);
      assert.equal(JSON.parse(answer.text).code, 4);
      assert.equal(answer.headers['access-control-allow-origin'], undefined);
    }
  });

  test('[EIO10] takes a WebSocket of the list', async () => {
    const url = `${workspace.server.webSocketUrl}/socket.io/?EIO=4&transport=websocket`;
    const session = WebSocketSession.connect(url, { origin: friend });
    assert.equal((await session.next('open packet'))[0], '0');
    session.close();
  });

  test('[EIO5] sends older clients away', async () => {
    const target = '/socket.io/?EIO=3&transport=polling';
    const answer = await request(workspace.server, 'GET', target);
    assert.equal(answer.status, 400);
    assert.equal(JSON.parse(answer.text).code, 5);
  });

  test('[SIO14] whoever shows nothing gets a connect error, and the connection stays', async () => {
    const session = await openTransport(workspace.server);
    for (let i = 0; i < 2; i++) {
      session.send('40');
      const answer = await session.next();
      assert.ok(answer.startsWith('44{'), answer);
      const { message, data } = JSON.parse(answer.slice(2));
      assert.equal(typeof message, 'string');
      assert.equal(data.code, 'unauthenticated');
    }
    session.close();
  });
});

describe('guests of an open server', () => {
  let workspace;
  before(async () => (workspace = await Workspace.open(['--guests', 'open'])));
  after(() => workspace?.close());

  async function idOver(cookie) {
    const url = `${workspace.server.webSocketUrl}/socket.io/?EIO=4&transport=websocket`;
    const session = WebSocketSession.connect(url, cookie ? { headers: { Cookie: cookie } } : {});
    await session.next('open packet');
    session.send('40');
    await session.next('answer to CONNECT');
    const [, welcome] = JSON.parse((await session.next('welcome')).slice(2));
    session.close();
    return welcome.principal;
  }

  test('[AUTH51] are known again by the cookie of their first handshake', async () => {
    const first = await request(workspace.server, 'GET', polling);
    const header = first.headers['set-cookie'];
    assert.match(header, /^atelier_guest=guest_[\w-]{40,}; /);
    assert.match(header, /HttpOnly/);
    assert.match(header, /SameSite=Lax/);
    const cookie = header.split(';')[0];
    const one = await idOver(cookie);
    assert.equal(one.kind, 'guest');
    assert.equal((await idOver(cookie)).id, one.id);
    assert.notEqual((await idOver()).id, one.id);
    const again = await request(workspace.server, 'GET', polling, { headers: { Cookie: cookie } });
    assert.equal(again.headers['set-cookie'], undefined);
  });

  test('[AUTH51][EVT2] are known again by what the welcome gave them', async () => {
    const client = await workspace.connectWith(undefined);
    const { principal, guest, token } = client.welcome;
    for (const auth of [{ guest }, { token }]) {
      const again = await workspace.connectWith(undefined, { auth });
      assert.equal(again.welcome.principal.id, principal.id, JSON.stringify(auth));
    }
    for (const auth of [{ guest: 'guest_short' }, { guest: 7 }, { guest: `${guest}; x=y` }]) {
      const other = await workspace.connectWith(undefined, { auth });
      assert.notEqual(other.welcome.principal.id, principal.id);
    }
  });
});

describe('the echo app', () => {
  let server;
  before(async () => (server = await startConformance({ calm: true })));
  after(() => server?.stop());

  test('sets no cookie', async () => {
    const answer = await request(server, 'GET', '/engine.io/?EIO=4&transport=polling');
    assert.equal(answer.headers['set-cookie'], undefined);
  });

  test('[EIO11] a session outlives methods that nobody uses', async () => {
    const session = await PollingSession.open(server);
    for (const method of ['PUT', 'DELETE']) {
      assert.equal((await request(server, method, session.target, { body: '' })).status, 400);
    }
    await session.assertAlive();
  });

  for (const packets of [
    ['41/custom,'],
    ['43/custom,1[]'],
    ['451-/custom,["message",{"_placeholder":true,"num":0}]', Buffer.from([1])],
    ['42/x,["a"]'],
  ]) {
    test(`[SIO11] ${packets[0]} for a namespace that was not joined ends the connection`, () =>
      assertCloses(server, packets));
  }

  test('[SIO16] an event behind the last disconnect ends the connection, a connect does not', async () => {
    const session = await openTransport(server);
    await join(session);
    session.send('41');
    await join(session);
    session.send('41');
    session.send('42["message",1]');
    await session.closed();
  });

  test('[SIO19] ids of sockets have twenty characters', () =>
    joined(server, async (session) => {
      session.send('40/custom,');
      const { sid } = JSON.parse((await session.next()).slice('40/custom,'.length));
      assert.match(sid, /^[A-Za-z0-9_-]{20}$/);
    }));

  test('[SIO4] numbers and escapes come back as they were written', () =>
    joined(server, async (session) => {
      for (const text of ['1.0', '1e3', '-0', '123456789012345678901', '"\\ud800"', '"\\/"']) {
        session.send(`42["message",${text}]`);
        assert.equal(await session.next(), `42["message-back",${text}]`);
      }
    }));
});
