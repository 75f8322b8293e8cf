// Pings and pongs: the server asks, the client answers, and silence ends the session.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PollingSession, WebSocketSession } from './lib/engineio.mjs';
import { pingInterval, pingTimeout, startConformance } from './lib/server.mjs';
import { within } from './lib/wait.mjs';

let server;
before(async () => (server = await startConformance()));
after(() => server?.stop());

const slack = 1000; // ms that a busy machine may be late

// Counted from before the server began to count, so that the least is sure.
function assertWaited(start, least) {
  const ms = performance.now() - start;
  assert.ok(ms >= least - 5 && ms <= least + slack, `${ms} ms instead of ${least} ms`);
}

describe('Engine.IO heartbeat over polling', () => {
  test('[EIO40] a ping comes after the interval, and again after each pong', async () => {
    let start = performance.now();
    const session = await PollingSession.open(server);
    for (let i = 0; i < 3; i++) {
      assert.equal((await session.get()).text, '2');
      assertWaited(start, pingInterval);
      start = performance.now();
      await session.send('3');
    }
  });

  test('[EIO41] without a pong the session ends after the timeout', async () => {
    const start = performance.now();
    const session = await PollingSession.open(server);
    assert.equal((await session.get()).text, '2');
    const { status, text } = await session.get();
    assert.ok(status === 400 || text === '1', text);
    assertWaited(start, pingInterval + pingTimeout);
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
    let start = performance.now();
    const session = await open();
    for (let i = 0; i < 3; i++) {
      assert.equal(await session.next('ping'), '2');
      assertWaited(start, pingInterval);
      start = performance.now();
      session.send('3');
    }
    session.close();
  });

  test('[EIO41] without a pong the session ends after the timeout', async () => {
    const start = performance.now();
    const session = await open();
    assert.equal(await session.next('ping'), '2');
    const code = await session.closed();
    assert.ok([1005, 1006].includes(code), `${code}`);
    assertWaited(start, pingInterval + pingTimeout);
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

describe('Engine.IO heartbeat and the upgrade', () => {
  test('[EIO40] the heartbeat goes on over the WebSocket', async () => {
    const polling = await PollingSession.open(server);
    const socket = WebSocketSession.connect(polling.webSocketUrl, { heartbeat: false });
    await socket.connected;
    socket.send('2probe');
    assert.equal(await socket.next('probe answer'), '3probe');
    socket.send('5');
    for (let i = 0; i < 2; i++) {
      assert.equal(await socket.next('ping'), '2');
      socket.send('3');
    }
    socket.close();
  });

  test('[EIO51] a ping during the upgrade is not lost', async () => {
    const polling = await PollingSession.open(server);
    const socket = WebSocketSession.connect(polling.webSocketUrl);
    await socket.connected;
    socket.send('2probe');
    assert.equal(await socket.next('probe answer'), '3probe');
    let packet = '6';
    for (const end = Date.now() + 1500; packet === '6' && Date.now() < end;) {
      packet = (await within(polling.get(), 'noop or ping', 1000)).text;
    }
    assert.equal(packet, '2');
    await polling.send('3');
    socket.send('5');
    await socket.assertAlive();
    socket.close();
  });
});
