// The npm clients as they are: socket.io-client and engine.io-client over every transport.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Socket as EngineSocket } from 'engine.io-client';
import { io } from 'socket.io-client';
import messagePack from 'socket.io-msgpack-parser';
import { startConformance } from './lib/server.mjs';
import { assertAlive, joined } from './lib/socketio.mjs';
import { Queue, within } from './lib/wait.mjs';

let server;
before(async () => (server = await startConformance()));
after(() => server?.stop());

const ways = {
  'polling only': { transports: ['polling'] },
  'WebSocket only': { transports: ['websocket'] },
  'polling, then upgrade': { transports: ['polling', 'websocket'] },
};

const once = (emitter, event, what = event) =>
  within(new Promise((resolve) => emitter.once(event, (...values) => resolve(values))), what);

async function using(options, check, namespace = '/') {
  const socket = io(`${server.url}${namespace}`, { forceNew: true, ...options });
  const greeting = once(socket, 'auth');
  try {
    await once(socket, 'connect');
    await greeting;
    await check(socket);
  } finally {
    socket.disconnect();
  }
}

for (const [way, options] of Object.entries(ways)) {
  describe(`socket.io-client, ${way}`, () => {
    test('gets its events back with all kinds of values', () =>
      using(options, async (socket) => {
        const values = [
          1,
          'ä😀',
          { a: [true, null] },
          Buffer.from([1, 2]),
          { b: Buffer.from([3]) },
        ];
        const back = once(socket, 'message-back');
        socket.emit('message', ...values);
        assert.deepEqual(await back, values);
      }));

    test('gets acknowledgements, with attachments too', () =>
      using(options, async (socket) => {
        const acknowledged = socket.timeout(3000).emitWithAck('message-with-ack', 'text');
        assert.equal(await acknowledged, 'text');
        const bytes = socket.timeout(3000).emitWithAck('message-with-ack', Buffer.from([7, 8]));
        assert.deepEqual(await bytes, Buffer.from([7, 8]));
      }));

    test('sends its credentials', async () => {
      const socket = io(server.url, { forceNew: true, auth: { token: 'abc' }, ...options });
      assert.deepEqual(await once(socket, 'auth'), [{ token: 'abc' }]);
      socket.disconnect();
    });

    test('joins another namespace', () =>
      using(
        options,
        async (socket) => {
          const back = once(socket, 'message-back');
          socket.emit('message', 'there');
          assert.deepEqual(await back, ['there']);
        },
        '/custom',
      ));

    test('is told that a namespace does not exist', async () => {
      const socket = io(`${server.url}/random`, { forceNew: true, ...options });
      const [error] = await once(socket, 'connect_error');
      assert.equal(error.message, 'Invalid namespace');
      socket.disconnect();
    });

    test('keeps two hundred events in order', () =>
      using(options, async (socket) => {
        const back = new Queue();
        socket.on('message-back', (value) => back.push(value));
        for (let i = 0; i < 200; i++)
          socket.emit('message', i % 10 ? i : { i, b: Buffer.from([i]) });
        for (let i = 0; i < 200; i++) {
          const value = await back.next('event');
          assert.equal(i % 10 ? value : value.i, i);
        }
      }));

    test('stays through heartbeats', () =>
      using(options, async (socket) => {
        let lost = null;
        socket.on('disconnect', (reason) => (lost = reason));
        for (let i = 0; i < 3; i++) await once(socket.io, 'ping');
        assert.equal(await socket.timeout(3000).emitWithAck('message-with-ack', 1), 1);
        assert.equal(lost, null);
      }));

    test('comes back after its connection broke', () =>
      using({ ...options, reconnectionDelay: 10 }, async (socket) => {
        const first = socket.id;
        const again = once(socket, 'connect');
        socket.io.engine.close();
        await again;
        assert.notEqual(socket.id, first);
        assert.equal(await socket.timeout(3000).emitWithAck('message-with-ack', 2), 2);
      }));

    test('leaves one namespace and keeps the other', async () => {
      const manager = { forceNew: false, multiplex: true, ...options };
      const main = io(server.url, { ...manager, forceNew: true });
      const other = main.io.socket('/custom');
      other.connect();
      await Promise.all([once(main, 'connect'), once(other, 'connect')]);
      other.disconnect();
      assert.equal(await main.timeout(3000).emitWithAck('message-with-ack', 3), 3);
      main.disconnect();
    });
  });

  describe(`engine.io-client, ${way}`, () => {
    async function engine(check) {
      const socket = new EngineSocket(server.url, { path: '/engine.io/', ...options });
      socket.binaryType = 'nodebuffer';
      const messages = new Queue();
      socket.on('message', (message) => messages.push(message));
      const closed = once(socket, 'close');
      closed.catch(() => {});
      await once(socket, 'open');
      try {
        await check(socket, messages);
      } finally {
        socket.close();
      }
      await closed;
    }

    test('gets text and binary back', () =>
      engine(async (socket, messages) => {
        for (const message of ['hello', 'äöü 😀', Buffer.from([0, 1, 254, 255])]) {
          socket.send(message);
          assert.deepEqual(await messages.next(), message);
        }
      }));

    test('loses and doubles nothing while it upgrades', () =>
      engine(async (socket, messages) => {
        for (let i = 0; i < 300; i++) {
          socket.send(`${i}`);
          if (i % 20 === 0) await messages.until((text) => text === `${i}`);
        }
        const left = [];
        while (left.at(-1) !== '299') left.push(await messages.next());
        assert.deepEqual(
          left,
          Array.from({ length: 19 }, (_, i) => `${281 + i}`),
        );
      }));

    test('gets a large message back', () =>
      engine(async (socket, messages) => {
        const message = 'x'.repeat(900_000);
        socket.send(message);
        assert.equal(await messages.next(), message);
      }));
  });
}

describe('clients that upgrade', () => {
  test('really do', async () => {
    const socket = io(server.url, { forceNew: true });
    await once(socket, 'connect');
    if (socket.io.engine.transport.name === 'polling') await once(socket.io.engine, 'upgrade');
    assert.equal(socket.io.engine.transport.name, 'websocket');
    assert.equal(await socket.timeout(3000).emitWithAck('message-with-ack', 1), 1);
    socket.disconnect();
  });
});

describe('a client with another parser', () => {
  test('is turned away, and the server goes on', async () => {
    for (const options of Object.values(ways)) {
      const socket = io(server.url, {
        forceNew: true,
        reconnection: false,
        parser: messagePack,
        ...options,
      });
      await once(socket.io, 'close');
      assert.equal(socket.connected, false);
      socket.disconnect();
    }
    await joined(server, assertAlive);
  });
});
