// Engine.IO sessions that are guessed, raced, flooded and never finished.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Target, crowd } from './lib/attack.mjs';
import { PollingSession, WebSocketSession, refusal } from './lib/engineio.mjs';
import { request, requestText } from './lib/http.mjs';
import { within } from './lib/wait.mjs';

let target;
before(async () => (target = await Target.open()));
after(() => target?.close());

const path = '/socket.io/';
const query = 'EIO=4&transport=polling';
const plain = { 'Content-Type': 'text/plain;charset=UTF-8' };
const open = () => PollingSession.open(target.server, path);

async function codeOf(sid, method = 'GET', body) {
  const answer = await request(target.server, method, `${path}?${query}&sid=${sid}`, { body });
  assert.equal(answer.status, 400, `${sid}: ${answer.text}`);
  return JSON.parse(answer.text).code;
}

test('guessed session ids are all unknown', async () => {
  const guesses = ['a', '__proto__', 'A'.repeat(20), '_'.repeat(20), '-'.repeat(20)];
  guesses.push(
    'A'.repeat(4000),
    '%00',
    '%FF%FE',
    '..%2F..',
    'AAAAAAAAAAAAAAAAAAA=',
    '%F0%9F%98%80',
  );
  await target.withstands(async () => {
    const { sid } = await open();
    for (let i = 0; i < 20; i++) {
      const other = sid[i] === 'A' ? 'B' : 'A';
      guesses.push(sid.slice(0, i) + other + sid.slice(i + 1));
    }
    for (const guess of guesses) {
      assert.equal(await codeOf(guess), 1, guess);
      assert.equal(await codeOf(guess, 'POST', '4a'), 1, guess);
    }
  });
});

test('packets in the wrong order end the session and nothing else', async () => {
  const wrong = ['2', '42["room.join","calm"]', '41', '43[]', '44{}', '4', '40[]'];
  wrong.push('40"a"', '40{', '9', 'x', '\x1e', '40\x1e40', '40/calm,42["a"]');
  await target.withstands(async () => {
    for (const packets of wrong) {
      const session = await open();
      await session.post(packets);
      for (let answers = 0; ; answers++) {
        assert.ok(answers < 3, `still open after ${packets}`);
        const answer = await within(session.get(), `end after ${packets}`);
        if (answer.status === 400) break;
      }
    }
  });
});

test('polls and posts at the same time end the session, never the server', async () => {
  await target.withstands(async () => {
    await crowd(60, 6, async () => {
      const session = await open();
      const polls = Array.from({ length: 5 }, () => session.get());
      const posts = Array.from({ length: 5 }, () => session.post('3'));
      for (const answer of await within(Promise.all([...polls, ...posts]), 'answers')) {
        assert.ok([200, 400].includes(answer.status), String(answer.status));
      }
    });
  });
});

test('huge payloads are refused, and the session stays', async () => {
  await target.withstands(async () => {
    const session = await open();
    const answer = await session.post('4'.repeat(1_000_001), plain);
    assert.equal(answer.status, 413);
    assert.equal((await session.post('3')).status, 200);
    const bytes = `4${'\x1e4'.repeat(70_000)}`;
    assert.equal((await (await open()).post(bytes)).status, 400);
    const socket = await WebSocketSession.open(target.server, path);
    socket.send('4'.repeat(1_000_001));
    assert.equal(await socket.closed(), 1009);
  });
});

test('floods of packets are taken or cut off', async () => {
  await target.withstands(async () => {
    for (const packet of ['3', '0', '5', '6', 'bAAAA', '40/a,{}']) {
      const session = await open();
      await session.post(Array(60_000).fill(packet).join('\x1e'));
      const socket = await WebSocketSession.open(target.server, path);
      for (let i = 0; i < 5000; i++) socket.send(packet);
      await target.roundTrip();
      socket.close();
    }
  });
});

test('every way to race an upgrade leaves one transport or none', async () => {
  const steps = {
    probe: (_session, socket) => socket.send('2probe'),
    upgrade: (_session, socket) => socket.send('5'),
    wrong: (_session, socket) => socket.send('2nope'),
    drop: (_session, socket) => socket.close(),
    get: (session) => void session.get().catch(() => {}),
    post: (session) => void session.post('3').catch(() => {}),
    bye: (session) => void session.post('1').catch(() => {}),
    second: (session) => {
      const other = WebSocketSession.connect(session.webSocketUrl);
      void other.ended.then(() => other.close());
    },
  };
  const orders = ['probe get upgrade get', 'upgrade get post', 'get probe upgrade post'];
  orders.push('probe probe upgrade', 'probe second upgrade', 'bye probe upgrade', 'get probe drop');
  orders.push('probe bye upgrade', 'wrong get', 'get get probe', 'probe upgrade bye second');
  orders.push('drop probe get', 'second second upgrade', 'probe upgrade upgrade drop get');
  await target.withstands(async () => {
    await crowd(orders.length * 6, 8, async (i) => {
      const session = await open();
      const socket = WebSocketSession.connect(session.webSocketUrl);
      await Promise.race([socket.connected.catch(() => {}), socket.refused]);
      for (const step of orders[i % orders.length].split(' ')) {
        if (socket.socket.readyState === 1 || !['probe', 'upgrade', 'wrong'].includes(step)) {
          steps[step](session, socket);
        }
      }
      const after = await within(session.post('3'), 'answer');
      assert.ok([200, 400].includes(after.status));
      socket.close();
    });
  });
});

test('a WebSocket with an unknown session is refused before it begins', async () => {
  await target.withstands(async () => {
    for (const sid of ['A'.repeat(20), 'x']) {
      const url = `${target.server.webSocketUrl}${path}?EIO=4&transport=websocket&sid=${sid}`;
      assert.equal(await refusal(WebSocketSession.connect(url)), 400);
    }
  });
});

test('thousands of handshakes that nobody finishes are kept small', async () => {
  await target.withstands(
    async () => {
      const handshake = requestText(target.server, 'GET', `${path}?${query}`, {
        headers: { 'X-Padding': 'a'.repeat(12_000) },
      });
      await crowd(8, 8, async () => {
        const connection = await target.raw();
        for (let i = 0; i < 500; i++) {
          connection.send(handshake);
          assert.ok([200, 503].includes((await connection.response()).status));
        }
        connection.close();
      });
    },
    { megabytes: 100 },
  );
});

test('sessions that were left open without a word are closed in time', async () => {
  const socket = await WebSocketSession.open(target.server, path, { heartbeat: false });
  const session = await open();
  assert.equal((await session.post('1')).text, 'ok');
  assert.equal((await within(session.get(), 'answer')).status, 400);
  socket.close();
});
