// Exported rooms in the hands of tools that others wrote: Python's zipfile reads the archive, yjs
// the documents in it.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { Workspace, newRoom, uuid } from './lib/atelier.mjs';
import { RawConnection, requestText } from './lib/http.mjs';
import { within } from './lib/wait.mjs';
import { unpack } from './lib/zip.mjs';

let workspace;
before(async () => (workspace = await Workspace.open()));
after(() => workspace?.close());

const api = (path, options) => fetch(`${workspace.server.url}/api/v1/rooms/${path}`, options);
const bearer = async (user, room, role) => ({
  Authorization: `Bearer ${await workspace.token(user, { room, role })}`,
});

async function exported(room, headers) {
  const answer = await api(`${room}/export`, { headers });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type'), 'application/zip');
  return unpack(Buffer.from(await answer.arrayBuffer()), workspace.folder.path);
}

/** Edits a document through the unchanged provider until the server has it. */
async function edit(name, token, change) {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(`${workspace.server.webSocketUrl}/yjs`, name, doc, {
    WebSocketPolyfill: WebSocket,
    disableBc: true,
    params: { token },
  });
  try {
    await within(new Promise((resolve) => provider.once('sync', resolve)), 'synchronisation');
    doc.transact(() => change(doc));
    const seen = new Y.Doc();
    const other = new WebsocketProvider(`${workspace.server.webSocketUrl}/yjs`, name, seen, {
      WebSocketPolyfill: WebSocket,
      disableBc: true,
      params: { token },
    });
    const stored = new Promise((resolve) => {
      seen.on('update', () => {
        const [now, then] = [seen, doc].map((each) => Y.encodeStateVector(each));
        if (Buffer.compare(now, then) === 0) resolve();
      });
    });
    await within(stored, 'the edit at somebody else').finally(() => other.destroy());
    seen.destroy();
  } finally {
    provider.destroy();
    doc.destroy();
  }
}

async function upload(room, headers, name, bytes) {
  const path = `${room}/files?name=${encodeURIComponent(name)}`;
  const answer = await api(path, { method: 'POST', headers, body: bytes });
  assert.equal(answer.status, 201);
  return (await answer.json()).file;
}

test('[VER29] other tools read the archive and all that is in it', async () => {
  const room = newRoom();
  const owner = await workspace.enter('olga', room, 'owner');
  const token = await workspace.token('olga', { room, role: 'owner' });
  const headers = { Authorization: `Bearer ${token}` };
  for (let i = 0; i < 30; i += 1) await owner.say(room, `message ${i} — ünïcode 🎈`);
  await edit(`${room}/text.notes`, token, (doc) => doc.getText('text').insert(0, 'plain 🎈'));
  await edit(`${room}/board`, token, (doc) => doc.getMap('elements').set('a', { x: 1 }));
  const image = Buffer.from('89504e470d0a1a0a0000000d49484452000000020000000308060000', 'hex');
  const noise = Buffer.alloc(3_000_000, randomBytes(65_536));
  const files = {
    plan: await upload(room, headers, 'Plan für 2.pdf', noise),
    evil: await upload(room, headers, '../../../etc/passwd', 'x'),
    hidden: await upload(room, headers, 'photo\u202egpj.exe', 'x'),
    image: await upload(room, headers, 'a.png', image),
  };

  const found = await exported(room, headers);
  assert.deepEqual(
    [...found.keys()].sort(),
    [
      'room.json',
      'chat.json',
      'threads.json',
      'documents/text.notes.txt',
      'documents/text.notes.yjs',
      'documents/board.json',
      'documents/board.yjs',
      `files/${files.plan}-Plan für 2.pdf`,
      `files/${files.evil}-_._.._.._etc_passwd`,
      `files/${files.hidden}-photo_gpj.exe`,
      `files/${files.image}-a.png`,
    ].sort(),
  );
  const { messages } = JSON.parse(found.get('chat.json'));
  assert.deepEqual(
    messages.map(({ text }) => text),
    Array.from({ length: 30 }, (_, i) => `message ${i} — ünïcode 🎈`),
  );
  assert.equal(JSON.parse(found.get('room.json')).members[0].name, 'olga');
  assert.equal(found.get('documents/text.notes.txt').toString(), 'plain 🎈');
  assert.deepEqual(JSON.parse(found.get('documents/board.json')).roots.elements, { a: { x: 1 } });
  const doc = new Y.Doc();
  Y.applyUpdate(doc, found.get('documents/text.notes.yjs'));
  assert.equal(doc.getText('text').toString(), 'plain 🎈');
  assert.ok(found.get(`files/${files.plan}-Plan für 2.pdf`).equals(noise));
  assert.ok(found.get(`files/${files.image}-a.png`).equals(image));
});

test('[VER29] only owners get an archive', async () => {
  const room = newRoom();
  await workspace.enter('olga', room, 'owner');
  const editor = await api(`${room}/export`, { headers: await bearer('ed', room, 'editor') });
  assert.equal(editor.status, 403);
  const other = await bearer('sid', newRoom(), 'owner');
  assert.equal((await api(`${room}/export`, { headers: other })).status, 404);
  assert.equal((await api(`${room}/export`)).status, 401);
});

test('[VER29] a peer that does not read holds nothing up, and one that leaves makes room', async () => {
  const room = newRoom();
  const owner = await workspace.enter('olga', room, 'owner');
  const headers = await bearer('olga', room, 'owner');
  const bytes = Buffer.alloc(6_000_000, randomBytes(65_521));
  await upload(room, headers, 'large.bin', bytes);
  await upload(room, headers, 'larger.bin', bytes);
  const connection = await RawConnection.open(workspace.server);
  connection.socket.pause();
  connection.send(requestText(workspace.server, 'GET', `/api/v1/rooms/${room}/export`, { headers }));
  await owner.say(room, 'still here'); // as quick as ever
  connection.close();
  // The loop that served it finds out, and has its place for an export again.
  let answer;
  do {
    await answer?.arrayBuffer();
    answer = await api(`${room}/export`, { headers });
  } while (answer.status === 503);
  const found = await unpack(Buffer.from(await answer.arrayBuffer()), workspace.folder.path);
  assert.equal(found.size, 5);
});
