// Pings and pongs: the server asks, the client answers, and silence ends the session.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PollingSession, WebSocketSession } from './lib/engineio.mjs';
import { pingInterval, pingTimeout, startConformance } from './lib/server.mjs';
import { within } from './lib/wait.mjs';

let server;
before(async () => (server = await startConformance()));
after(() => server?.stop());

const slack = 400; // ms that a busy machine may be late
const early = 60; // ms that the client may have been late itself when it began to wait

async function elapsed(action) {
  const start = performance.now();
  const result = await action();
  return { result, ms: performance.now() - start };
}

function assertBetween(ms, least) {
  assert.ok(ms >= least - early && ms <= least + slack, `${ms} ms instead of ${least} ms`);
}

describe('Engine.IO heartbeat over polling', () => {
  test('[EIO40] a ping comes after the interval, and again after each pong', async () => {
    const session = await PollingSession.open(server);
    for (let i = 0; i < 3; i++) {
      const { result, ms } = await elapsed(() => session.get());
      assert.equal(result.text, '2');
      assertBetween(ms, pingInterval);
      await session.send('3');
    }
  });

  test('[EIO41] without a pong the session ends after the timeout', async () => {
    const session = await PollingSession.open(server);
    assert.equal((await session.get()).text, '2');
    const { result, ms } = await elapsed(() => session.get());
    assert.ok(result.status === 400 || result.text === '1', result.text);
    assertBetween(ms, pingTimeout);
    await session.assertGone();
  });

  test('[EIO41][EIO47] a session that nobody polls ends too', async () => {
    const { sid } = await PollingSession.open(server);
    // Another session's life is the clock: it goes on well after this one must have ended.
    const other = await PollingSession.open(server);
    for (let i = 0; i < 3; i++) {
      assert.equal((await other.get()).text, '2');
      await other.send('3');
    }
    await new PollingSession(server, '/engine.io/', { sid }).assertGone();
  });

  test('[EIO43] a pong nobody asked for is harmless', async () => {
    const session = await PollingSession.open(server);
    await session.send('3', '3', '4hello');
    assert.equal(await session.next(), '4hello');
    assert.equal((await session.get()).text, '2');
  });
});

describe('Engine.IO heartbeat over a WebSocket', () => {
  const open = () => WebSocketSession.open(server, '/engine.io/', { heartbeat: false });

  test('[EIO40] a ping comes after the interval, and again after each pong', async () => {
    const session = await open();
    for (let i = 0; i < 3; i++) {
      const { result, ms } = await elapsed(() => session.next('ping'));
      assert.equal(result, '2');
      assertBetween(ms, pingInterval);
      session.send('3');
    }
    session.close();
  });

  test('[EIO41] without a pong the session ends after the timeout', async () => {
    const session = await open();
    assert.equal(await session.next('ping'), '2');
    const { result, ms } = await elapsed(() => session.closed());
    assert.ok([1005, 1006].includes(result), `${result}`);
    assertBetween(ms, pingTimeout);
  });

  test('[EIO41] messages do not stand in for a pong', async () => {
    const session = await open();
    assert.equal(await session.next('ping'), '2');
    session.send('4hello');
    assert.equal(await session.next(), '4hello');
    await within(session.closed(), 'close');
  });

  test('[EIO43] a pong nobody asked for is harmless', async () => {
    const session = await open();
    session.send('3').send('3').send('4hello');
    assert.equal(await session.next(), '4hello');
    assert.equal(await session.next('ping'), '2');
    session.send('3');
    assert.equal(await session.next('second ping'), '2');
    session.close();
  });
});
