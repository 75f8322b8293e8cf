// The end in the middle of everything: killed, nothing that was acknowledged is lost; told to stop,
// the server stores what it accepted and ends with 0.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client, uuid } from './lib/atelier.mjs';
import { Target, assertClean, crowd, startServer } from './lib/attack.mjs';
import { PollingSession } from './lib/engineio.mjs';
import { requestText } from './lib/http.mjs';
import { within } from './lib/wait.mjs';

/** People who write as fast as they may; what was acknowledged, by id, until the server is gone. */
async function load(target, people) {
  const stored = new Map();
  const writers = [];
  for (let i = 0; i < people; i++) {
    const writer = await target.enter(`writer-${i}`, 'calm');
    const gone = writer.disconnected.then(() => ({ ok: false }));
    writers.push(
      (async () => {
        while (writer.socket.connected) {
          const id = uuid();
          const sent = writer.ask('chat.send', 'calm', { id, text: `text of ${id}` });
          const answer = await Promise.race([sent.catch(() => ({ ok: false })), gone]);
          if (answer.ok) stored.set(id, answer.seq);
          else await new Promise((resolve) => setTimeout(resolve, 50));
        }
      })(),
    );
  }
  return { stored, done: Promise.all(writers) };
}

const reached = async (stored, count) => {
  while (stored.size < count) await new Promise((resolve) => setTimeout(resolve, 10));
};

async function assertKept(target, stored) {
  const server = await startServer(target.folder.path, []);
  const token = await target.token('reader', 'calm');
  const reader = await new Client(server.url, token).ready();
  await reader.do('room.join', 'calm');
  const kept = new Map();
  for (let after = 0, more = true; more;) {
    const page = await reader.ask('chat.history', 'calm', { after, limit: 200 });
    if (!page.ok) {
      await new Promise((resolve) => setTimeout(resolve, page.error.retry_after_ms ?? 100));
      continue;
    }
    for (const message of page.messages) kept.set(message.id, message);
    after = page.messages.at(-1)?.seq ?? after;
    more = page.has_more_after ?? page.has_more;
  }
  for (const [id, seq] of stored) {
    assert.equal(kept.get(id)?.seq, seq, `message ${id} with seq ${seq}`);
    assert.equal(kept.get(id).text, `text of ${id}`);
  }
  reader.close();
  server.child.kill('SIGTERM');
  assert.deepEqual(await within(server.ended, 'end', 20_000), { code: 0, signal: null });
  assertClean(server.log);
}

test('killed under load, the server comes back with all that it acknowledged', async () => {
  const target = await Target.open();
  const { stored, done } = await load(target, 6);
  await within(reached(stored, 60), '60 messages', 20_000);
  target.server.child.kill('SIGKILL');
  await target.server.ended;
  await done;
  await assertKept(target, stored);
  for (const client of target.clients) client.close();
  await target.folder.remove();
});

test('told to stop under load, it stores what it accepted and ends with 0', async () => {
  const target = await Target.open();
  const { stored, done } = await load(target, 6);
  const sessions = await Promise.all(
    Array.from({ length: 20 }, () => PollingSession.open(target.server, '/socket.io/')),
  );
  const polls = sessions.map((each) => each.get().catch(() => {}));
  const token = await target.token('reader', 'calm');
  const readers = await Promise.all(Array.from({ length: 20 }, () => target.raw()));
  for (const reader of readers) {
    reader.send(requestText(target.server, 'GET', `/events/calm?token=${token}`));
  }
  const halves = await Promise.all(Array.from({ length: 20 }, () => target.raw()));
  for (const half of halves) half.send('GET / HTTP/1.1\r\nHo');
  await within(reached(stored, 60), '60 messages', 20_000);
  target.server.child.kill('SIGTERM');
  const storm = crowd(50, 5, async () => {
    const late = await target.raw();
    late.send('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    late.close();
  }).catch(() => {}); // refused, once it does not listen any more
  const end = await within(target.server.ended, 'end after SIGTERM', 25_000);
  assertClean(target.server.log);
  assert.deepEqual(end, { code: 0, signal: null }, target.server.log.slice(-2000));
  await Promise.all([done, storm, ...polls, ...readers.map((reader) => reader.ended)]);
  for (const each of [...readers, ...halves, ...target.clients]) each.close();
  await assertKept(target, stored);
  await target.folder.remove();
});
