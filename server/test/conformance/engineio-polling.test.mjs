// Messages over HTTP long polling, and what ends a polling session.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { gunzipSync, inflateSync } from 'node:zlib';
import { PollingSession, separator } from './lib/engineio.mjs';
import { RawConnection, requestText } from './lib/http.mjs';
import { maxPayload, startConformance } from './lib/server.mjs';
import { eventually, within } from './lib/wait.mjs';

let server;
before(async () => (server = await startConformance({ calm: true })));
after(() => server?.stop());

const open = () => PollingSession.open(server);
const parked = (session) => session.get().catch((error) => ({ status: 0, text: String(error) }));

describe('Engine.IO polling', () => {
  test('[EIO7] a message comes back in the next poll', async () => {
    const session = await open();
    const answer = await session.post('4hello');
    assert.equal(answer.status, 200);
    assert.equal(answer.text, 'ok');
    assert.match(answer.headers['content-type'], /^text\/html/);
    const poll = await session.get();
    assert.equal(poll.status, 200);
    assert.equal(poll.headers['content-type'], 'text/plain; charset=UTF-8');
    assert.equal(poll.headers['cache-control'], 'no-store');
    assert.equal(poll.text, '4hello');
  });

  test('[EIO30] a poll that waits is answered as soon as there is a message', async () => {
    const session = await open();
    const poll = session.next();
    await session.send('4later');
    assert.equal(await within(poll, 'echo'), '4later');
  });

  test('[EIO21] a payload of several packets keeps their order', async () => {
    const session = await open();
    const packets = Array.from({ length: 50 }, (_, i) => `4message ${i}`);
    await session.send(...packets);
    for (const packet of packets) assert.equal(await session.next(), packet);
  });

  test('separate requests keep their order', async () => {
    const session = await open();
    for (let i = 0; i < 20; i++) await session.send(`4${i}`);
    for (let i = 0; i < 20; i++) assert.equal(await session.next(), `4${i}`);
  });

  test('[EIO21] text of every plane comes back unchanged', async () => {
    const session = await open();
    const text = '4äöü € 日本語 😀 \u2028 "\\" \t';
    await session.send(text);
    assert.equal(await session.next(), text);
  });

  test('[EIO20] an empty message is a message', async () => {
    const session = await open();
    await session.send('4');
    assert.equal(await session.next(), '4');
  });

  test('[EIO21] binary travels as base64 without the message type', async () => {
    const session = await open();
    await session.send('4before', 'bAQIDBA==', '4behind');
    assert.equal(await session.next(), '4before');
    assert.equal(await session.next(), 'bAQIDBA==');
    assert.equal(await session.next(), '4behind');
  });

  test('[EIO21] base64 with padding, + and / in both directions', async () => {
    const session = await open();
    for (const bytes of [[], [0], [251, 255], [0, 1, 2, 253, 254, 255]]) {
      const packet = `b${Buffer.from(bytes).toString('base64')}`;
      await session.send(packet);
      assert.equal(await session.next(), packet);
    }
  });

  test('[EIO22] base64 that is none does not end the session', async () => {
    const session = await open();
    await session.send('b@@@', '4behind');
    assert.match(await session.next(), /^b/);
    assert.equal(await session.next(), '4behind');
  });

  test('a body may come in chunks', async () => {
    const session = await open();
    const connection = await RawConnection.open(server);
    const head = `POST ${session.target} HTTP/1.1\r\nHost: ${server.authority}\r\n`;
    connection.send(
      `${head}Transfer-Encoding: chunked\r\n\r\n3\r\n4ab\r\n2;x=y\r\ncd\r\n0\r\n\r\n`,
    );
    assert.equal((await connection.response()).status, 200);
    connection.close();
    assert.equal(await session.next(), '4abcd');
  });

  test('one connection serves GET and POST in turn', async () => {
    const session = await open();
    const connection = await RawConnection.open(server);
    for (let i = 0; i < 10; i++) {
      connection.send(requestText(server, 'POST', session.target, { body: `4${i}` }));
      assert.equal((await connection.response()).text, 'ok');
      connection.send(requestText(server, 'GET', session.target));
      assert.equal((await connection.response()).text, `4${i}`);
    }
    connection.close();
  });

  test('[EIO8] a large answer may be compressed for whoever accepts that', async () => {
    const session = await open();
    const packet = `4${'compressible '.repeat(500)}`;
    await session.send(packet);
    const answer = await session.get({ headers: { 'Accept-Encoding': 'gzip' } });
    const decode = { gzip: gunzipSync, deflate: inflateSync }[answer.headers['content-encoding']];
    assert.equal((decode ? decode(answer.body) : answer.body).toString(), packet);
  });
});

describe('Engine.IO polling limits', () => {
  test('[EIO12] a body of exactly the limit is taken', async () => {
    const session = await open();
    const packet = `4${'a'.repeat(maxPayload - 1)}`;
    await session.send(packet);
    assert.equal(await session.next(), packet);
  });

  test('[EIO12] a body above the limit is 413 and the session stays', async () => {
    const session = await open();
    assert.equal((await session.post('4'.repeat(maxPayload + 1))).status, 413);
    await session.assertAlive();
  });

  test('[EIO12] a chunked body above the limit is 413', async () => {
    const session = await open();
    const connection = await RawConnection.open(server);
    const head = `POST ${session.target} HTTP/1.1\r\nHost: ${server.authority}\r\n`;
    const chunk = `40000\r\n${'4'.repeat(0x40000)}\r\n`;
    connection.send(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(4)}`);
    assert.equal((await connection.response()).status, 413);
    connection.close();
  });
});

describe('Engine.IO polling ends', () => {
  const malformed = {
    'an unknown packet type': 'abc',
    'an empty body': '',
    'an empty packet at the end': `4ok${separator}`,
    'an empty packet at the start': `${separator}4ok`,
    'a ping, which only servers send': '2',
  };
  for (const [what, body] of Object.entries(malformed)) {
    // The reference says ok before it ends the session, so both answers are accepted.
    test(`[EIO23][EIO35][EIO47] with ${what}`, async () => {
      const session = await open();
      const answer = await session.post(body);
      assert.ok([200, 400].includes(answer.status), `${answer.status}`);
      await session.assertGone();
    });
  }

  test('[EIO34] with a binary content type', async () => {
    const session = await open();
    const answer = await session.post('abc', { 'Content-Type': 'application/octet-stream' });
    assert.equal(answer.status, 400);
    await session.assertGone();
  });

  test('[EIO32] with a second poll while one waits', async () => {
    const session = await open();
    const first = await RawConnection.open(server);
    first.send(requestText(server, 'GET', session.target));
    // Both are on one connection each; whichever is served second breaks the rule.
    const second = parked(session);
    const answers = [
      await within(first.response(), 'first answer'),
      await within(second, 'second'),
    ];
    first.close();
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 400]);
    assert.equal(answers.find((answer) => answer.status === 200).text, '1');
    await session.assertGone();
  });

  test('[EIO33] with a second POST while one is still arriving', async () => {
    const session = await open();
    const first = await RawConnection.open(server);
    const head = `POST ${session.target} HTTP/1.1\r\nHost: ${server.authority}\r\n`;
    first.send(`${head}Content-Length: 10\r\nExpect: 100-continue\r\n\r\n`);
    assert.equal((await first.response()).status, 100);
    assert.equal((await session.post('4second')).status, 400);
    first.send('4123456789');
    const answer = await first.response().catch(() => null); // the reference breaks the connection
    assert.ok(answer === null || answer.status === 400, answer?.text);
    first.close();
    await session.assertGone();
  });

  // A POST does not disturb the waiting poll, and its pong keeps the heartbeat from ending it all.
  const gone = (session) => async () => {
    const { status, text } = await session.post('3');
    return status === 400 && JSON.parse(text).code === 1;
  };

  /** A poll on a connection of its own that had the time of some requests to arrive. */
  async function waitingPoll(session) {
    const poll = await RawConnection.open(server);
    poll.send(requestText(server, 'GET', session.target));
    for (let i = 0; i < 5; i++) await session.send('3');
    return poll;
  }

  test('[EIO37] when the client gives up a waiting poll', async () => {
    const session = await open();
    const poll = await waitingPoll(session);
    poll.close();
    await eventually(gone(session), 'end of the session', 1000);
  });

  test('[EIO37] when the client gives up a poll that it has just sent', async () => {
    for (let i = 0; i < 5; i++) {
      const session = await open();
      const poll = await RawConnection.open(server);
      poll.send(requestText(server, 'GET', session.target)).close();
      await eventually(gone(session), 'end of the session', 1000);
    }
  });

  test('[EIO45] with a close packet, after the waiting poll is answered', async () => {
    const session = await open();
    const poll = await waitingPoll(session);
    await session.send('1');
    const { status, text } = await poll.response();
    assert.ok(['6', '1'].includes(text), `${status} ${text}`);
    poll.close();
    await session.assertGone();
  });

  test('[EIO11] not with methods that nobody uses', async () => {
    const session = await open();
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      const connection = await RawConnection.open(server);
      connection.send(requestText(server, method, session.target, { body: '' }));
      assert.ok((await connection.response()).status >= 400, method);
      connection.close();
    }
  });
});
