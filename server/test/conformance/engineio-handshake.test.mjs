// How an Engine.IO session begins, and every way in which it is refused.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PollingSession, WebSocketSession, refusal } from './lib/engineio.mjs';
import { upgradeHeaders } from './lib/frames.mjs';
import { RawConnection, request, requestText } from './lib/http.mjs';
import { maxPayload, pingInterval, pingTimeout, startConformance } from './lib/server.mjs';

let server;
before(async () => (server = await startConformance()));
after(() => server?.stop());

const keys = ['maxPayload', 'pingInterval', 'pingTimeout', 'sid', 'upgrades'];
const messages = [
  'Transport unknown',
  'Session ID unknown',
  'Bad handshake method',
  'Bad request',
  'Forbidden',
  'Unsupported protocol version',
];

function assertOpenPacket(opened, upgrades) {
  assert.deepEqual(Object.keys(opened).sort(), keys);
  assert.match(opened.sid, /^[A-Za-z0-9_-]{20}$/);
  assert.deepEqual(
    { ...opened, sid: '' },
    { maxPayload, pingInterval, pingTimeout, sid: '', upgrades },
  );
}

function assertRefused(answer, code, where) {
  assert.equal(answer.status, 400, where);
  assert.match(answer.headers['content-type'], /^application\/json/);
  assert.deepEqual(JSON.parse(answer.text), { code, message: messages[code] }, where);
}

describe('Engine.IO handshake', () => {
  test('[EIO4][EIO7] polling answers with an open packet', async () => {
    const answer = await request(server, 'GET', '/engine.io/?EIO=4&transport=polling&t=abc');
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-type'], 'text/plain; charset=UTF-8');
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.equal(Number(answer.headers['content-length']), answer.body.length);
    assert.equal(answer.headers['set-cookie'], undefined);
    assert.equal(answer.text[0], '0');
    assertOpenPacket(JSON.parse(answer.text.slice(1)), ['websocket']);
  });

  test('[EIO4] a WebSocket begins with an open packet that offers no upgrade', async () => {
    const session = await WebSocketSession.open(server);
    assertOpenPacket(session.opened, []);
    session.close();
  });

  test('[EIO6][EIO13] the parameters may come in any order and repeated calls get different ids', async () => {
    const ids = new Set();
    for (let i = 0; i < 50; i++) {
      const answer = await request(server, 'GET', '/engine.io/?transport=polling&t=x&EIO=4');
      ids.add(JSON.parse(answer.text.slice(1)).sid);
    }
    assert.equal(ids.size, 50);
  });

  test('[EIO4] the Socket.IO path has the same handshake', async () => {
    assertOpenPacket((await PollingSession.open(server, '/socket.io/')).opened, ['websocket']);
  });
});

const refusals = [
  ['GET', 'EIO=4', 0, 'no transport'],
  ['GET', '', 0, 'no parameters at all'],
  ['GET', 'EIO=4&transport=abc', 0, 'an unknown transport'],
  ['GET', 'EIO=4&transport=__proto__', 0, 'a transport named like an object member'],
  ['GET', 'EIO=4&transport=abc&sid=abc', 0, 'the transport is looked at before the id'],
  ['POST', 'EIO=4&transport=abc', 0, 'the transport is looked at before the method'],
  ['GET', 'EIO=4&transport=polling&sid=abc', 1, 'an unknown id'],
  ['POST', 'EIO=4&transport=polling&sid=abc', 1, 'an unknown id in a POST'],
  ['GET', 'EIO=4&transport=polling&sid=__proto__', 1, 'an id named like an object member'],
  ['GET', 'EIO=3&transport=polling&sid=abc', 1, 'the id is looked at before the version'],
  ['POST', 'EIO=4&transport=polling', 2, 'a handshake by POST'],
  ['PUT', 'EIO=4&transport=polling', 2, 'a handshake by PUT'],
  ['POST', 'EIO=3&transport=polling', 2, 'the method is looked at before the version'],
  ['POST', 'EIO=4&transport=websocket', 2, 'the method is looked at before the upgrade'],
  ['GET', 'EIO=4&transport=websocket', 3, 'a WebSocket transport without an upgrade'],
  ['GET', 'EIO=3&transport=websocket', 3, 'the upgrade is looked at before the version'],
  ['GET', 'transport=polling', 5, 'no version'],
  ['GET', 'EIO=3&transport=polling', 5, 'an older version'],
  ['GET', 'EIO=abc&transport=polling', 5, 'a version that is no number'],
];

describe('Engine.IO refusals', () => {
  for (const [method, query, code, why] of refusals) {
    test(`[EIO1][EIO2] code ${code}: ${why}`, async () => {
      const body = method === 'GET' ? undefined : '';
      const answer = await request(server, method, `/engine.io/?${query}`, { body });
      assertRefused(answer, code, query);
    });
  }

  test('[EIO1][EIO5] code 3: another version or transport than the session has', async () => {
    const { sid } = await PollingSession.open(server);
    const base = `/engine.io/?sid=${sid}`;
    assertRefused(await request(server, 'GET', `${base}&EIO=3&transport=polling`), 3, 'version');
    assertRefused(
      await request(server, 'GET', `${base}&EIO=4&transport=websocket`),
      3,
      'transport',
    );
  });

  test('[EIO1] a refused request leaves the session alone', async () => {
    const session = await PollingSession.open(server);
    await request(server, 'GET', `/engine.io/?sid=${session.sid}&EIO=3&transport=polling`);
    await session.assertAlive();
  });

  test('[EIO2] the connection serves further requests after a refusal', async () => {
    const connection = await RawConnection.open(server);
    connection.send(requestText(server, 'GET', '/engine.io/?EIO=4&transport=abc'));
    assert.equal((await connection.response()).status, 400);
    connection.send(requestText(server, 'GET', '/engine.io/?EIO=4&transport=polling'));
    assert.equal((await connection.response()).status, 200);
    connection.close();
  });
});

describe('clients of an older protocol', () => {
  for (const path of ['/engine.io/', '/socket.io/']) {
    test(`[EIO5] are told and cut at their first request to ${path}`, async () => {
      const connection = await RawConnection.open(server);
      connection.send(requestText(server, 'GET', `${path}?EIO=3&transport=polling&t=abc&b64=1`));
      const answer = await connection.response();
      assertRefused(answer, 5, 'version');
      assert.equal(answer.headers.connection, 'close');
      await connection.rest();
      connection.close();
    });

    test(`[EIO5] are told and cut before a WebSocket begins at ${path}`, async () => {
      const connection = await RawConnection.open(server);
      const target = `${path}?EIO=3&transport=websocket`;
      connection.send(requestText(server, 'GET', target, { headers: upgradeHeaders() }));
      const answer = await connection.response();
      assert.equal(answer.status, 400);
      assert.equal(answer.headers.connection, 'close');
      assert.match(answer.text, /Unsupported protocol version/);
      await connection.rest();
      connection.close();
    });
  }
});

describe('Engine.IO refusals of a WebSocket', () => {
  const before101 = [
    ['EIO=4&transport=abc', 'an unknown transport'],
    ['EIO=4', 'no transport'],
    ['EIO=4&transport=websocket&sid=abc', 'an unknown id'],
  ];
  for (const [query, why] of before101) {
    test(`[EIO2] 400 before the upgrade: ${why}`, async () => {
      const session = WebSocketSession.connect(`${server.webSocketUrl}/engine.io/?${query}`);
      assert.equal(await refusal(session), 400);
    });
  }

  // The reference switches protocols first and then breaks the connection; refusing before is better.
  for (const query of [
    'transport=websocket',
    'EIO=3&transport=websocket',
    'EIO=4&transport=polling',
  ]) {
    test(`[EIO2] no session comes of ${query}`, async () => {
      const session = WebSocketSession.connect(`${server.webSocketUrl}/engine.io/?${query}`);
      assert.ok([400, 1002, 1005, 1006].includes(await refusal(session)));
      assert.equal(session.messages.length, 0);
    });
  }

  test('[EIO2] a refusal names its reason and closes the connection', async () => {
    const connection = await RawConnection.open(server);
    const headers = upgradeHeaders();
    connection.send(requestText(server, 'GET', '/engine.io/?EIO=4&transport=abc', { headers }));
    const answer = await connection.response();
    assert.equal(answer.status, 400);
    assert.equal(answer.headers.connection, 'close');
    assert.match(answer.text, /Transport unknown/);
    await connection.rest();
    connection.close();
  });

  test('a request that is no valid WebSocket handshake is refused', async () => {
    const headers = upgradeHeaders({ 'Sec-WebSocket-Key': 'short' });
    const target = '/engine.io/?EIO=4&transport=websocket';
    assert.equal((await request(server, 'GET', target, { headers })).status, 400);
  });
});
