// From polling to a WebSocket: nothing is lost, nothing stalls, and a failed attempt harms nobody.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PollingSession, WebSocketSession, refusal } from './lib/engineio.mjs';
import { RawConnection, requestText } from './lib/http.mjs';
import { startConformance } from './lib/server.mjs';
import { within } from './lib/wait.mjs';

let server;
before(async () => (server = await startConformance({ calm: true })));
after(() => server?.stop());

/** A polling session and a WebSocket of the same id that has not sent anything yet. */
async function pair() {
  const polling = await PollingSession.open(server);
  const socket = WebSocketSession.connect(polling.webSocketUrl);
  await socket.connected;
  return { polling, socket };
}

async function upgraded() {
  const { polling, socket } = await pair();
  socket.send('2probe');
  assert.equal(await socket.next('probe answer'), '3probe');
  socket.send('5');
  return { polling, socket };
}

async function assertRefusedAsUpgraded(polling) {
  const answer = await within(polling.get(), 'answer to a poll');
  assert.equal(answer.status, 400);
  assert.equal(JSON.parse(answer.text).code, 3);
}

describe('Engine.IO upgrade', () => {
  test('[EIO50][EIO54][EIO58] probe, noop for the waiting poll, then messages over the WebSocket', async () => {
    const { polling, socket } = await pair();
    const poll = polling.get();
    socket.send('2probe');
    assert.equal(await socket.next('probe answer'), '3probe');
    assert.equal((await within(poll, 'answer of the waiting poll')).text, '6');
    socket.send('5');
    socket.send('4hello');
    assert.equal(await socket.next(), '4hello');
    await assertRefusedAsUpgraded(polling);
    assert.equal((await polling.post('4no')).status, 400);
    socket.close();
  });

  test('[EIO53] every poll during the upgrade is answered, not only the first', async () => {
    const { polling, socket } = await pair();
    socket.send('2probe');
    assert.equal(await socket.next('probe answer'), '3probe');
    for (let noops = 0; noops < 3;) {
      const { text } = await within(polling.get(), 'noop', 1000);
      if (text === '2') await polling.send('3');
      else assert.equal(text, '6');
      if (text === '6') noops++;
    }
    socket.send('5').send('4hello');
    assert.equal(await socket.next(), '4hello');
    socket.close();
  });

  test('[EIO54] what was not polled yet comes over the WebSocket, in order', async () => {
    const { polling, socket } = await pair();
    socket.send('2probe');
    assert.equal(await socket.next('probe answer'), '3probe');
    await polling.send('4one', '4two', 'bAQID');
    socket.send('5').send('4three');
    assert.equal(await socket.next(), '4one');
    assert.equal(await socket.next(), '4two');
    assert.deepEqual(await socket.next(), Buffer.from([1, 2, 3]));
    assert.equal(await socket.next(), '4three');
    socket.close();
  });

  test('[EIO52] an upgrade packet without a probe is accepted', async () => {
    const { polling, socket } = await pair();
    socket.send('5').send('4hello');
    assert.equal(await socket.next(), '4hello');
    await assertRefusedAsUpgraded(polling);
    socket.close();
  });

  test('[EIO59] a poll sent right behind the upgrade packet on another connection is refused', async () => {
    for (let i = 0; i < 5; i++) {
      const { polling, socket } = await pair();
      const connection = await RawConnection.open(server);
      socket.send('2probe').send('5');
      connection.send(requestText(server, 'GET', polling.target));
      const answer = await within(connection.response(), 'answer to a poll', 1000);
      assert.equal(answer.status, 400, answer.text);
      assert.equal(await socket.next('probe answer'), '3probe');
      await socket.assertAlive();
      await assertRefusedAsUpgraded(polling);
      connection.close();
      socket.close();
    }
  });
});

describe('Engine.IO upgrade that fails', () => {
  for (const message of ['2wrong', '2', '4too early', '3probe', '1', 'abc']) {
    test(`[EIO55] ${JSON.stringify(message)} closes the WebSocket only`, async () => {
      const { polling, socket } = await pair();
      socket.send(message);
      await socket.closed();
      await polling.assertAlive();
    });
  }

  test('[EIO55] a message behind the probe closes the WebSocket only', async () => {
    const { polling, socket } = await pair();
    socket.send('2probe');
    assert.equal(await socket.next('probe answer'), '3probe');
    socket.send('4too early');
    await socket.closed();
    await polling.assertAlive();
  });

  test('[EIO55] a WebSocket that breaks before the upgrade leaves the polling session', async () => {
    const { polling, socket } = await pair();
    socket.send('2probe');
    assert.equal(await socket.next('probe answer'), '3probe');
    socket.close();
    await polling.assertAlive();
    await polling.assertAlive();
  });

  test('[EIO55] after a failed attempt another one succeeds', async () => {
    const { polling, socket } = await pair();
    socket.send('4too early');
    await socket.closed();
    const second = WebSocketSession.connect(polling.webSocketUrl);
    await second.connected;
    second.send('2probe');
    assert.equal(await second.next('probe answer'), '3probe');
    second.send('5');
    await second.assertAlive();
    second.close();
  });

  test('[EIO57] a second WebSocket during the upgrade is turned away', async () => {
    const { polling, socket } = await pair();
    socket.send('2probe');
    assert.equal(await socket.next('probe answer'), '3probe');
    const second = WebSocketSession.connect(polling.webSocketUrl);
    await refusal(second);
    socket.send('5');
    await socket.assertAlive();
    socket.close();
  });

  test('[EIO57] a further WebSocket after the upgrade is turned away', async () => {
    const { polling, socket } = await upgraded();
    await socket.assertAlive();
    const second = WebSocketSession.connect(polling.webSocketUrl);
    await refusal(second);
    await socket.assertAlive();
    socket.close();
  });

  test('[EIO57] a session that began as a WebSocket takes no second one', async () => {
    const session = await WebSocketSession.open(server);
    const query = `EIO=4&transport=websocket&sid=${session.opened.sid}`;
    const second = WebSocketSession.connect(`${server.webSocketUrl}/engine.io/?${query}`);
    // The reference waits for what the second one says, others refuse it at once.
    second.connected.then(
      () => second.send('4mine'),
      () => {},
    );
    await refusal(second);
    await session.assertAlive();
    session.close();
  });
});
