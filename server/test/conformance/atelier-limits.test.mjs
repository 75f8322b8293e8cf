// What `atelier serve` refuses to protect itself: foreign origins, floods, messages that are too large.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Workspace, newRoom, uuid } from './lib/atelier.mjs';
import { WebSocketSession, refusal } from './lib/engineio.mjs';
import { request } from './lib/http.mjs';
import { within } from './lib/wait.mjs';

let workspace;
before(async () => (workspace = await Workspace.open()));
after(() => workspace?.close());

const socketIo = '/socket.io/?EIO=4&transport=websocket';

describe('origins', () => {
  const connect = (path, origin) =>
    WebSocketSession.connect(`${workspace.server.webSocketUrl}${path}`, { origin });

  for (const path of [socketIo, '/yjs/some-room']) {
    test(`[EIO10][YWS7] a WebSocket of another origin is refused at ${path}`, async () => {
      for (const origin of [
        'https://evil.example',
        'null',
        `${workspace.server.url}.evil.example`,
      ]) {
        const session = connect(path, origin);
        assert.equal(await refusal(session), 403, origin);
      }
    });

    test(`one of our own origin is taken at ${path}`, async () => {
      const session = connect(path, workspace.server.url);
      await session.connected;
      session.close();
    });
  }

  test('[EIO9] polling from another origin may not be read there', async () => {
    const headers = { Origin: 'https://evil.example' };
    const target = '/socket.io/?EIO=4&transport=polling';
    const answer = await request(workspace.server, 'GET', target, { headers });
    assert.equal(answer.headers['access-control-allow-origin'], undefined);
  });
});

describe('floods', () => {
  test('[COR6] too many messages are refused with a time to wait, and none is lost', async () => {
    const room = newRoom();
    const ada = await workspace.enter('ada', room, 'owner');
    const bodies = Array.from({ length: 200 }, (_, i) => ({ id: uuid(), text: `${i}` }));
    const answers = await Promise.all(bodies.map((body) => ada.ask('chat.send', room, body)));
    const refused = answers.filter((answer) => !answer.ok).map(({ error }) => error);
    assert.ok(refused.length > 0);
    for (const { code, retry_after_ms: wait } of refused) {
      assert.equal(code, 'rate_limited');
      assert.ok(Number.isInteger(wait) && wait > 0);
    }
    const { messages } = await ada.do('chat.history', room, { limit: 200 });
    const accepted = bodies.filter((_, i) => answers[i].ok);
    assert.deepEqual(
      messages.map(({ id }) => id),
      accepted.map(({ id }) => id),
    );
    ada.close();
  });

  test('[EVT21] a message above 1 MB ends the connection, others go on', async () => {
    const room = newRoom();
    const ada = await workspace.enter('ada', room, 'owner');
    const bob = await workspace.enter('bob', room, 'editor');
    bob.emit('room.broadcast', room, 'x'.repeat(1_100_000));
    await within(bob.disconnected, 'disconnect');
    await ada.say(room, 'still there');
    ada.close();
  });
});

describe('what no client sends', () => {
  test('[SIO1] broken packets end their connection only', async () => {
    const room = newRoom();
    const ada = await workspace.enter('ada', room, 'owner');
    for (const packet of [
      '42[',
      '4',
      'x',
      '42["room.join"',
      '451-["room.join"]',
      '40[]',
      '42',
      '43',
    ]) {
      const session = await WebSocketSession.open(workspace.server, '/socket.io/');
      const token = await workspace.token('eve');
      session.send(`40${JSON.stringify({ token })}`);
      await session.next('answer to CONNECT');
      session.send(packet);
      session.send('41');
      session.close();
    }
    await ada.say(room, 'still there');
    ada.close();
  });

  test('deeply nested and strangely named arguments are answered', async () => {
    const room = newRoom();
    const ada = await workspace.enter('ada', room, 'owner');
    let deep = [];
    for (let i = 0; i < 60; i++) deep = [deep];
    await ada.do('room.broadcast', room, { deep, __proto__: { x: 1 } });
    for (const id of ['', 'a', '../../etc', '\0', 'x'.repeat(5000)]) {
      assert.equal(await ada.codeOf('chat.send', room, { id, text: 'x' }), 'invalid');
      assert.notEqual(await ada.codeOf('room.join', id), 'ok');
    }
    ada.close();
  });
});
