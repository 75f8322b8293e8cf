// Events and acknowledgements as text, with what a strict parser refuses.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PollingSession, separator } from './lib/engineio.mjs';
import { startConformance } from './lib/server.mjs';
import { assertAlive, assertCloses, join, joined, openTransport } from './lib/socketio.mjs';

let server;
before(async () => (server = await startConformance({ calm: true })));
after(() => server?.stop());

const payloads = [
  '1,"2",{"3":[true,null,false]}',
  '"äöü € 日本語 😀"',
  '"quotes \\" and \\\\ and \\u0000"',
  '"lone \\ud800 surrogate"',
  '1e3,-0.5,123456789012345',
  '{"__proto__":{"a":1},"constructor":2,"toString":null}',
  '[[[[[[]]]]]],{"a":{"b":{"c":{}}}}',
  '{"_placeholder":true,"num":0}',
  '"[not,a,list]","42[\\"x\\"]","\\u2028"',
  '""',
];

describe('Socket.IO events', () => {
  for (const payload of payloads) {
    test(`[SIO4] arguments come back: ${payload}`, () =>
      joined(server, async (session) => {
        session.send(`42["message",${payload}]`);
        const answer = await session.next();
        assert.ok(answer.startsWith('42["message-back",'), answer);
        // Compared as values: how a number or a character is written may change.
        assert.deepEqual(JSON.parse(answer.slice(2)).slice(1), JSON.parse(`[${payload}]`));
      }));
  }

  test('[SIO20] without arguments', () =>
    joined(server, async (session) => {
      session.send('42["message"]');
      assert.equal(await session.next(), '42["message-back"]');
    }));

  test('with white space between the values', () =>
    joined(server, async (session) => {
      session.send('42[ "message" , 1 , { "a" : 2 } ]');
      assert.deepEqual(JSON.parse((await session.next()).slice(2)), ['message-back', 1, { a: 2 }]);
    }));

  test('[SIO44] three hundred keep their order', () =>
    joined(server, async (session) => {
      for (let i = 0; i < 300; i++) session.send(`42["message",${i}]`);
      for (let i = 0; i < 300; i++) assert.equal(await session.next(), `42["message-back",${i}]`);
    }));

  test('[SIO21] nobody listens to other names', () =>
    joined(server, async (session) => {
      for (const packet of ['42["other",1]', '42[1,2]', '42["auth",{}]']) session.send(packet);
      await assertAlive(session);
    }));

  test('[SIO24] an event without any payload is tolerated', () =>
    joined(server, async (session) => {
      session.send('42');
      await assertAlive(session);
    }));

  test('a large one comes back whole', () =>
    joined(server, async (session) => {
      const text = 'x'.repeat(900_000);
      session.send(`42["message","${text}"]`);
      assert.equal(await session.next(), `42["message-back","${text}"]`);
    }));

  test('over polling', async () => {
    const session = await PollingSession.open(server, '/socket.io/');
    await session.send('40');
    await session.next();
    await session.next();
    await session.send('42["message","a"]', '427["message-with-ack","b"]');
    assert.equal(await session.next(), '42["message-back","a"]');
    assert.equal(await session.next(), '437["b"]');
  });
});

describe('Socket.IO acknowledgements', () => {
  test('[SIO3] carry the id and the arguments', () =>
    joined(server, async (session) => {
      session.send('42456["message-with-ack",1,"2",{"3":[false]}]');
      assert.equal(await session.next(), '43456[1,"2",{"3":[false]}]');
    }));

  test('[SIO3] of a custom namespace', async () => {
    const session = await openTransport(server);
    await join(session, '/custom');
    session.send('42/custom,12["message-with-ack","a"]');
    assert.equal(await session.next(), '43/custom,12["a"]');
    session.close();
  });

  for (const [id, answered] of [
    ['0', '0'],
    ['007', '7'],
    ['9007199254740991', '9007199254740991'],
  ]) {
    test(`[SIO3] of the id ${id}`, () =>
      joined(server, async (session) => {
        session.send(`42${id}["message-with-ack"]`);
        assert.equal(await session.next(), `43${answered}[]`);
      }));
  }

  test('[SIO3] an id of many digits does no harm', () =>
    joined(server, async (session) => {
      session.send(`42${'9'.repeat(400)}["message-with-ack"]`);
      // A number that no client can hold: answered, ignored or closed, but the server goes on.
      await Promise.race([session.next(), session.closed()]);
      await joined(server, assertAlive);
    }));

  test('[SIO27] of something nobody asked for are ignored', () =>
    joined(server, async (session) => {
      for (const packet of ['43[]', '43["x"]', '43999["x"]', '430[1,2]']) session.send(packet);
      await assertAlive(session);
    }));
});

const malformed = [
  '42{}',
  '42[]',
  '42"message"',
  '42null',
  '42[{}]',
  '42[null]',
  '42[["message"]]',
  '42[true]',
  '42["message"',
  '42["message",]',
  '42["message"]x',
  '42["message"][]',
  "42['message']",
  '42["message",undefined]',
  '42["message",NaN]',
  '42["message",01]',
  '42["message","a\nb"]',
  '42["message","\\x"]',
  '42["connect"]',
  '42["connect_error"]',
  '42["disconnect"]',
  '42["disconnecting"]',
  '42["newListener"]',
  '42["removeListener"]',
  '43{}',
  '431{"a":1}',
  '43"a"',
  '47',
  '49["message"]',
  '4a',
  '4["message"]',
  '42/custom["message"]',
  '4-1["message"]',
];

describe('Socket.IO packets that end the connection', () => {
  for (const packet of malformed) {
    test(`[SIO1][SIO5][SIO20][SIO21][SIO23][SIO25] ${JSON.stringify(packet)}`, () =>
      assertCloses(server, [packet]));
  }

  test('over polling as well', async () => {
    const session = await PollingSession.open(server, '/socket.io/');
    await session.send('40');
    await session.next();
    await session.next();
    await session.post('42{}');
    const answer = await session.get();
    if (answer.status === 200) {
      assert.equal(answer.text.split(separator).at(-1), '1');
      await session.assertGone();
    }
  });

  test('[SIO5] very deep nesting is answered or refused, and the server goes on', async () => {
    for (const depth of [1000, 100_000]) {
      const session = await openTransport(server);
      await join(session);
      session.send(`42["message",${'['.repeat(depth)}${']'.repeat(depth)}]`);
      await Promise.race([session.next(), session.closed()]);
      session.close();
    }
    await joined(server, assertAlive);
  });
});
