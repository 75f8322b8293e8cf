// Joining and leaving Socket.IO namespaces, and what is refused or ends the connection.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PollingSession } from './lib/engineio.mjs';
import { connectTimeout, startConformance } from './lib/server.mjs';
import { assertAlive, assertCloses, join, joined, openTransport } from './lib/socketio.mjs';

let server;
before(async () => (server = await startConformance({ calm: true })));
after(() => server?.stop());

describe('Socket.IO connect', () => {
  test('[SIO14][SIO19] to the main namespace gives an id of its own', async () => {
    const session = await openTransport(server);
    const sid = await join(session);
    assert.match(sid, /^[A-Za-z0-9_-]{20}$/);
    assert.notEqual(sid, session.opened.sid);
    session.close();
  });

  test('[SIO14] the answer holds the id and nothing else', async () => {
    const session = await openTransport(server);
    session.send('40');
    assert.match(await session.next(), /^40\{"sid":"[A-Za-z0-9_-]{20}"\}$/);
    session.close();
  });

  test('[SIO10][SIO50] hands the payload to the application', async () => {
    const session = await openTransport(server);
    await join(session, '/', '{"token":"123","nested":{"ä":[1,null]}}');
    session.close();
  });

  test('[SIO10] an empty payload is an empty object', async () => {
    const session = await openTransport(server);
    await join(session, '/', '{}');
    session.close();
  });

  test('[SIO2] to a custom namespace, with and without a payload', async () => {
    for (const payload of ['', '{"token":"abc"}']) {
      const session = await openTransport(server);
      await join(session, '/custom', payload);
      session.close();
    }
  });

  test('[SIO2] the comma behind the namespace may be missing', async () => {
    const session = await openTransport(server);
    session.send('40/custom');
    assert.match(await session.next(), /^40\/custom,\{"sid":/);
    assert.equal(await session.next(), '42/custom,["auth",{}]');
    session.close();
  });

  test('[SIO19] two namespaces share a connection and have different ids', async () => {
    const session = await openTransport(server);
    const ids = [await join(session), await join(session, '/custom')];
    assert.equal(new Set(ids).size, 2);
    session.send('42/custom,["message",1]').send('42["message",2]');
    assert.equal(await session.next(), '42/custom,["message-back",1]');
    assert.equal(await session.next(), '42["message-back",2]');
    session.close();
  });

  test('over polling', async () => {
    const session = await PollingSession.open(server, '/socket.io/');
    await session.send('40{"token":"123"}');
    assert.match(await session.next(), /^40\{"sid":/);
    assert.equal(await session.next(), '42["auth",{"token":"123"}]');
  });

  test('several packets in one polling request', async () => {
    const session = await PollingSession.open(server, '/socket.io/');
    await session.send('40', '40/custom,');
    const packets = [];
    while (packets.length < 4) packets.push(await session.next());
    assert.equal(packets.filter((packet) => /^40(\/custom,)?\{"sid":/.test(packet)).length, 2);
    assert.ok(packets.includes('42["auth",{}]'));
    assert.ok(packets.includes('42/custom,["auth",{}]'));
  });
});

describe('Socket.IO refusals', () => {
  for (const namespace of ['/random', '/custom?x=1', '/customs', '/Custom', '/custom/']) {
    test(`[SIO2][SIO14] ${namespace} is no namespace of the server, and the connection stays`, async () => {
      const session = await openTransport(server);
      session.send(`40${namespace},`);
      const answer = `44${namespace},{"message":"Invalid namespace"}`;
      assert.equal(await session.next(), answer);
      await join(session);
      await assertAlive(session);
      session.close();
    });
  }

  const malformed = ['40[]', '40"abc"', '40{', '40{}x', '40/custom,[]', '40/custom,"a"', '4'];
  for (const packet of malformed) {
    test(`[SIO1][SIO5][SIO10] ${packet} as the first packet ends the connection`, () =>
      assertCloses(server, [packet], { join: false }));
  }

  const early = ['42["message",1]', '41', '43[]', '421["message-with-ack",1]', '44{"message":"x"}'];
  for (const packet of early) {
    test(`[SIO11] ${packet} before a namespace is joined ends the connection`, () =>
      assertCloses(server, [packet], { join: false }));
  }

  test('[SIO12] joining twice ends the connection', () => assertCloses(server, ['40']));

  test('[SIO11] an event for a namespace that was not joined ends the connection', () =>
    assertCloses(server, ['42/custom,["message",1]']));

  test('[SIO13] only servers send CONNECT_ERROR', () =>
    assertCloses(server, ['44{"message":"x"}']));

  test('[SIO15] whoever joins nothing is closed after the connect timeout', async () => {
    const start = performance.now();
    const session = await openTransport(server);
    await session.closed();
    const ms = performance.now() - start;
    assert.ok(ms > connectTimeout - 20 && ms < connectTimeout + 600, `${ms} ms`);
  });

  test('[SIO15] a refused namespace does not count as joined', async () => {
    const session = await openTransport(server);
    session.send('40/random,');
    await session.next();
    await session.closed();
  });
});

/** The reference acts on a disconnect one turn later, so this waits for another answer. */
async function leave(session, packet) {
  session.send(packet).send('40/random,');
  assert.match(await session.next(), /^44\/random,/);
}

describe('Socket.IO disconnect', () => {
  test('[SIO11][SIO16] leaves the other namespaces', async () => {
    const session = await openTransport(server);
    await join(session);
    await join(session, '/custom');
    session.send('41/custom,');
    await assertAlive(session);
    session.send('42/custom,["message",1]');
    await session.closed();
  });

  test('[SIO16] from the last namespace leaves the connection, which may join again', async () => {
    const session = await openTransport(server);
    const first = await join(session);
    await leave(session, '41');
    assert.notEqual(await join(session), first);
    await assertAlive(session);
    session.close();
  });

  test('[SIO2] the comma may be missing', async () => {
    const session = await openTransport(server);
    await join(session, '/custom');
    await leave(session, '41/custom');
    await join(session, '/custom');
    session.close();
  });

  test('[SIO11] an event behind it ends the connection', () =>
    joined(server, async (session) => {
      await leave(session, '41');
      session.send('42["message",1]');
      await session.closed();
    }));

  test('[SIO16] with a payload ends the connection', () => assertCloses(server, ['41{}']));

  test('closing the transport is a disconnect as well', () =>
    joined(server, async (session) => {
      session.socket.close(1000);
      assert.equal(await session.closed(), 1000);
    }));
});
