// Messages over a WebSocket, and what ends such a session.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { WebSocketSession } from './lib/engineio.mjs';
import { request } from './lib/http.mjs';
import { maxPayload, startConformance } from './lib/server.mjs';

let server;
before(async () => (server = await startConformance()));
after(() => server?.stop());

async function using(check, options) {
  const session = await WebSocketSession.open(server, '/engine.io/', options);
  try {
    await check(session);
  } finally {
    session.close();
  }
}

describe('Engine.IO over a WebSocket', () => {
  test('[EIO20] text comes back', () =>
    using(async (session) => {
      for (const text of ['4hello', '4', '4äöü € 日本語 😀', '4a\x1eb']) {
        session.send(text);
        assert.equal(await session.next(), text);
      }
    }));

  test('[EIO20] binary comes back as it is, without a type', () =>
    using(async (session) => {
      for (const bytes of [Buffer.from([1, 2, 3, 4]), Buffer.alloc(0), Buffer.from([52, 0, 255])]) {
        session.send(bytes);
        assert.deepEqual(await session.next(), bytes);
      }
    }));

  test('[EIO22] a text message that begins with b is binary in base64', () =>
    using(async (session) => {
      session.send('bAQIDBA==');
      assert.deepEqual(await session.next(), Buffer.from([1, 2, 3, 4]));
    }));

  test('[EIO24] with b64=1 the server sends binary as base64', () =>
    using(
      async (session) => {
        session.send(Buffer.from([1, 2, 3, 4]));
        assert.equal(await session.next(), 'bAQIDBA==');
      },
      { extra: '&b64=1' },
    ));

  test('five hundred messages keep their order', () =>
    using(async (session) => {
      for (let i = 0; i < 500; i++) session.send(i % 3 === 0 ? Buffer.from([i & 255]) : `4${i}`);
      for (let i = 0; i < 500; i++) {
        assert.deepEqual(await session.next(), i % 3 === 0 ? Buffer.from([i & 255]) : `4${i}`);
      }
    }));

  test('a message may come in fragments', () =>
    using(async (session) => {
      session.socket.send('4one ', { fin: false });
      session.socket.send('two ', { fin: false });
      session.socket.send('three', { fin: true });
      assert.equal(await session.next(), '4one two three');
    }));

  test('[EIO44] open, upgrade and noop packets are ignored', () =>
    using(async (session) => {
      for (const packet of ['0', '0{"sid":"x"}', '5', '6']) session.send(packet);
      await session.assertAlive();
    }));

  test('[EIO12] a message of exactly the limit is taken', () =>
    using(async (session) => {
      const packet = `4${'a'.repeat(maxPayload - 1)}`;
      session.send(packet);
      assert.equal(await session.next(), packet);
    }));

  test('[EIO1] polling requests of its id are refused', () =>
    using(async (session) => {
      const target = `/engine.io/?EIO=4&transport=polling&sid=${session.opened.sid}`;
      const answer = await request(server, 'GET', target);
      assert.equal(answer.status, 400);
      assert.equal(JSON.parse(answer.text).code, 3);
      await session.assertAlive();
    }));
});

describe('Engine.IO over a WebSocket ends', () => {
  test('[EIO12] with 1009 for a message above the limit', () =>
    using(async (session) => {
      session.send(`4${'a'.repeat(maxPayload)}`);
      assert.equal(await session.closed(), 1009);
    }));

  for (const message of ['', 'abc', '7', '/', '2', '2probe']) {
    test(`[EIO36][EIO42] with the message ${JSON.stringify(message)}`, () =>
      using(async (session) => {
        session.send(message);
        assert.ok([1000, 1002, 1005, 1006].includes(await session.closed()));
      }));
  }

  // The reference ignores this packet and lets the session run into the ping timeout.
  test('[EIO45] with a close packet', () =>
    using(
      async (session) => {
        session.send('1');
        await session.closed();
        assert.ok(session.messages.length <= 1);
      },
      { heartbeat: false },
    ));

  test('[EIO47] for both sides when the client closes', () =>
    using(async (session) => {
      session.socket.close(1000);
      assert.equal(await session.closed(), 1000);
      const target = `/engine.io/?EIO=4&transport=polling&sid=${session.opened.sid}`;
      assert.equal(JSON.parse((await request(server, 'GET', target)).text).code, 1);
    }));
});
