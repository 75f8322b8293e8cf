// Acknowledgements that the server asks for, and the msgpack form of all packets.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { io } from 'socket.io-client';
import parser from 'socket.io-msgpack-parser';
import { startConformance } from './lib/server.mjs';
import { assertAlive, join, joined, openTransport } from './lib/socketio.mjs';
import { within } from './lib/wait.mjs';

const once = (emitter, event) =>
  within(new Promise((resolve) => emitter.once(event, (...values) => resolve(values))), event);

describe('acknowledgements that the server asks for', () => {
  let server;
  before(async () => (server = await startConformance({ calm: true })));
  after(() => server?.stop());

  test('[SIO26][SIO51] hold what the client answers', () =>
    joined(server, async (session) => {
      session.send('42["emit-with-ack",1,"2",{"3":[false]}]');
      assert.equal(await session.next(), '420["emit-with-ack",1,"2",{"3":[false]}]');
      session.send('430[4,{"five":6}]');
      assert.equal(await session.next(), '42["emit-with-ack",4,{"five":6}]');
      session.send('42["emit-with-ack"]');
      assert.equal(await session.next(), '421["emit-with-ack"]');
      session.send('431[]');
      assert.equal(await session.next(), '42["emit-with-ack"]');
    }));

  test('[SIO33][SIO51] may hold binary both ways', () =>
    joined(server, async (session) => {
      session.send('451-["emit-with-ack",{"_placeholder":true,"num":0}]');
      session.send(Buffer.from([1, 2, 3]));
      assert.equal(
        await session.next(),
        '451-0["emit-with-ack",{"_placeholder":true,"num":0}]',
      );
      assert.deepEqual(await session.next(), Buffer.from([1, 2, 3]));
      session.send('461-0[{"_placeholder":true,"num":0}]');
      session.send(Buffer.from([4]));
      assert.equal(await session.next(), '451-["emit-with-ack",{"_placeholder":true,"num":0}]');
      assert.deepEqual(await session.next(), Buffer.from([4]));
    }));

  test('[SIO26] are counted for each namespace', async () => {
    const session = await openTransport(server);
    await join(session);
    await join(session, '/custom');
    session.send('42["emit-with-ack"]');
    assert.equal(await session.next(), '420["emit-with-ack"]');
    session.send('42/custom,["emit-with-ack"]');
    assert.equal(await session.next(), '42/custom,0["emit-with-ack"]');
    session.send('43/custom,0["there"]');
    assert.equal(await session.next(), '42/custom,["emit-with-ack","there"]');
    session.send('430["here"]');
    assert.equal(await session.next(), '42["emit-with-ack","here"]');
    session.close();
  });

  test('[SIO26] of another connection do not count', () =>
    joined(server, (first) =>
      joined(server, async (second) => {
        first.send('42["emit-with-ack"]');
        assert.equal(await first.next(), '420["emit-with-ack"]');
        second.send('430["not mine"]');
        await assertAlive(second);
        first.send('430["mine"]');
        assert.equal(await first.next(), '42["emit-with-ack","mine"]');
      }),
    ));

  test('[SIO27][SIO28] count once and only in time', () =>
    joined(server, async (session) => {
      session.send('42["emit-with-ack"]');
      assert.equal(await session.next(), '420["emit-with-ack"]');
      assert.equal(await session.next(), '42["ack-timeout"]');
      session.send('430["late"]');
      session.send('42["emit-with-ack"]');
      assert.equal(await session.next(), '421["emit-with-ack"]');
      session.send('431["in time"]');
      assert.equal(await session.next(), '42["emit-with-ack","in time"]');
      session.send('431["again"]');
      await assertAlive(session);
    }));

  test('[SIO29] are not asked for by the thousand', () =>
    joined(server, async (session) => {
      for (let i = 0; i <= 1000; i++) session.send('42["emit-with-ack"]');
      for (let i = 0; i < 1000; i++) {
        assert.equal(await session.next(), `42${i}["emit-with-ack"]`);
      }
      assert.equal(await session.next(), '42["too-many-acks"]');
    }));

  test('[SIO51] of socket.io-client', async () => {
    const socket = io(server.url, { forceNew: true });
    const answered = new Promise((resolve) => {
      socket.on('emit-with-ack', (...values) => {
        const ack = values.at(-1);
        if (typeof ack === 'function') ack(...values.slice(0, -1), 'and more');
        else resolve(values);
      });
    });
    socket.emit('emit-with-ack', 1, { b: Buffer.from([7]) });
    const [one, { b }, more] = await within(answered, 'answer');
    assert.deepEqual([one, [...new Uint8Array(b)], more], [1, [7], 'and more']);
    socket.disconnect();
  });
});

describe('the msgpack parser', () => {
  let server;
  before(async () => (server = await startConformance({ calm: true, options: ['--msgpack'] })));
  after(() => server?.stop());

  for (const transports of [['polling'], ['websocket'], ['polling', 'websocket']]) {
    const way = transports.join(' and ');
    test(`[SIO60][SIO61] serves socket.io-client over ${way}`, async () => {
      const socket = io(server.url, { forceNew: true, parser, transports });
      const [greeting] = await once(socket, 'auth');
      assert.deepEqual(greeting, {});
      const sent = [1, -2.5, 'äöü 😀', null, true, [{}], { n: { b: Buffer.from([0, 255]) } }];
      const back = once(socket, 'message-back');
      socket.emit('message', ...sent);
      assert.deepEqual(JSON.stringify(await back), JSON.stringify(sent));
      assert.equal(await socket.timeout(3000).emitWithAck('message-with-ack', 7), 7);
      socket.disconnect();
    });
  }

  test('[SIO60] refuses text', async () => {
    const session = await openTransport(server);
    session.send('40');
    await session.closed();
  });
});
