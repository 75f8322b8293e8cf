// What was acknowledged stays, whatever happens to the process; and the process behaves.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Workspace, newRoom, uuid } from './lib/atelier.mjs';
import { request } from './lib/http.mjs';
import { startServe, temporaryFolder } from './lib/server.mjs';
import { within } from './lib/wait.mjs';

let workspace;
before(async () => (workspace = await Workspace.open(['--rate-limits', 'off'])));
after(() => workspace?.close());

/** Sends without pause until the connection breaks; what was acknowledged is in `done`. */
function writer(client, room, name) {
  const done = [];
  const unsure = new Map();
  const next = (i) => {
    const body = { id: uuid(), text: `${name} ${i}` };
    unsure.set(body.id, body);
    client.socket.emit('chat.send', room, body, (answer) => {
      if (!answer.ok) return;
      unsure.delete(body.id);
      done.push({ ...body, seq: answer.seq });
      next(i + 16);
    });
  };
  for (let i = 0; i < 16; i++) next(i);
  return { done, unsure };
}

async function wholeHistory(client, room) {
  const all = [];
  for (let after = 0; ; after = all.at(-1).seq) {
    const page = await client.do('chat.history', room, { after, limit: 200 });
    all.push(...page.messages);
    if (!page.has_more) return all;
  }
}

describe('kill -9', () => {
  test('[COR20][EVT40] every acknowledged message is there once and in order', async () => {
    const room = newRoom();
    const names = ['ada', 'bob', 'cyd'];
    const clients = [];
    for (const name of names) {
      clients.push(await workspace.enter(name, room, name === 'ada' ? 'owner' : 'editor'));
    }
    const writers = clients.map((client, i) => writer(client, room, names[i]));
    await clients[0].event('chat.message', (_room, { text }) => text === 'bob 160', 20_000);
    await workspace.crash();
    for (const client of clients) client.close();

    const reader = await workspace.connect('ada', { room, role: 'owner' });
    await reader.do('room.join', room);
    const bySeq = new Map((await wholeHistory(reader, room)).map((entry) => [entry.seq, entry]));
    for (const { id, text, seq } of writers.flatMap(({ done }) => done)) {
      assert.deepEqual([bySeq.get(seq)?.id, bySeq.get(seq)?.text], [id, text]);
    }
    // What was not acknowledged is sent again, as clients do, and then is there once as well.
    for (const [i, { unsure }] of writers.entries()) {
      const again = await workspace.connect(names[i], { room, role: 'editor' });
      await again.do('room.join', room);
      for (const body of unsure.values()) await again.do('chat.send', room, body);
      again.close();
    }
    const texts = (await wholeHistory(reader, room)).map(({ text }) => text);
    assert.equal(new Set(texts).size, texts.length);
    const sent = writers.reduce((sum, { done, unsure }) => sum + done.length + unsure.size, 0);
    assert.equal(texts.length, sent);
    reader.close();
  });

  test('[EVT15][COR51] a recovered client misses nothing that was durable', async () => {
    const room = newRoom();
    const ada = await workspace.enter('ada', room, 'owner');
    const patient = { reconnection: true, reconnectionDelay: 20, randomizationFactor: 0 };
    const bob = await workspace.enter('bob', room, 'editor', patient);
    await ada.say(room, 'before');
    await bob.event('chat.message');
    const back = new Promise((resolve) => bob.socket.once('connect', resolve));
    bob.socket.io.engine.close();
    await Promise.all(Array.from({ length: 5 }, (_, i) => ada.say(room, `missed ${i}`)));
    await within(back, 'reconnection');
    if (bob.socket.recovered) {
      for (let i = 0; i < 5; i++) {
        const [, { text }] = await bob.event('chat.message');
        assert.equal(text, `missed ${i}`);
      }
    } else {
      const { messages } = await bob.do('chat.history', room, {});
      assert.equal(messages.length, 6);
    }
    ada.close();
    bob.close();
  });

  test('clients come back by themselves after a restart', async () => {
    const room = newRoom();
    const patient = { reconnection: true, reconnectionDelay: 50, reconnectionDelayMax: 200 };
    const ada = await workspace.enter('ada', room, 'owner', patient);
    await ada.say(room, 'before');
    const back = new Promise((resolve) =>
      ada.socket.once('disconnect', () => ada.socket.once('connect', resolve)),
    );
    await workspace.crash();
    await within(back, 'reconnection', 10_000);
    const { messages } = await ada
      .do('room.join', room)
      .then(() => ada.do('chat.history', room, {}));
    assert.equal(messages.at(-1).text, 'before');
    ada.close();
  });
});

describe('the process', () => {
  test('a second server on the same folder ends with a reason', async () => {
    const second = await startServe(workspace.folder.path).catch((error) => error);
    assert.match(String(second), /ended: 1/);
    assert.ok(String(second).split('\n')[1]?.length > 10, String(second));
  });

  test('SIGTERM drains: clients are closed to come back, and the exit code is 0', async () => {
    const folder = await temporaryFolder();
    const other = new Workspace(folder, []);
    other.server = await startServe(folder.path);
    const client = await other.connect('ada', { room: 'studio', role: 'owner' });
    await client.do('room.join', 'studio');
    const sent = client.say('studio', 'last words');
    await sent;
    const ended = await other.server.stop();
    assert.deepEqual(ended, { code: 0, signal: null });
    assert.equal(await within(client.disconnected, 'disconnect'), 'transport close');
    client.close();
    await folder.remove();
  });

  test('tells that it lives and is ready', async () => {
    for (const path of ['/healthz', '/readyz']) {
      assert.equal((await request(workspace.server, 'GET', path)).status, 200, path);
    }
  });
});
