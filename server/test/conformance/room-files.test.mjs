// The files of a room: what hangs on messages that can be read, for everybody who may read them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Workspace, newRoom, uuid } from './lib/atelier.mjs';
import { request } from './lib/http.mjs';
import { Owner } from './lib/owner.mjs';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
let workspace;
let owner;
before(async () => {
  workspace = await Workspace.open(['--rate-limits', 'off']);
  owner = await Owner.setUp(workspace.server);
});
after(() => workspace?.close());

async function upload(room, name, bytes = Buffer.from(`the bytes of ${name}`)) {
  const headers = {
    Cookie: owner.cookie,
    'X-Atelier-CSRF': owner.csrf,
    Origin: workspace.server.url,
    'Content-Type': 'application/octet-stream',
  };
  const path = `/api/v1/rooms/${room}/files?name=${encodeURIComponent(name)}`;
  const answer = await request(workspace.server, 'POST', path, { headers, body: bytes });
  assert.equal(answer.status, 201, answer.text);
  return JSON.parse(answer.text);
}

async function newPlace() {
  const room = newRoom();
  await owner.post('/rooms', { name: 'Kick-off', id: room });
  const ann = await workspace.connectWith((await owner.post('/token')).token);
  await ann.do('room.join', room);
  const send = (attachments, more = {}) =>
    ann.do('chat.send', room, { id: uuid(), text: 'see', attachments, ...more });
  const change = (name, seq) => ann.do(name, room, { id: uuid(), seq });
  return { room, ann, send, change };
}

async function namesOf(who, room, asked = {}) {
  const { files } = await who.do('file.shared', room, asked);
  return files.map(({ name }) => name);
}

test('[EVT74] files of messages are listed, newest first, with what is known of them', async () => {
  const { room, ann, send } = await newPlace();
  const picture = await upload(room, 'logo.png', png);
  const brief = await upload(room, 'Brief.pdf');
  const spare = await upload(room, 'spare.zip');
  await upload(room, 'never sent.txt');
  const first = await send([picture, brief]);
  const second = await send([{ ...spare, name: 'another name.exe' }], { thread_root: first.seq });
  const { files, has_more } = await ann.do('file.shared', room, {});
  assert.equal(has_more, false);
  assert.deepEqual(
    files.map(({ name, kind, seq }) => [name, kind, seq]),
    [
      ['spare.zip', 'other', second.seq],
      ['logo.png', 'picture', first.seq],
      ['Brief.pdf', 'document', first.seq],
    ],
  );
  assert.equal(files[0].thread_root, first.seq);
  assert.deepEqual([files[1].width, files[1].height, files[1].type], [1, 1, 'image/png']);
  assert.equal(files[1].from.name, 'Olga');
  assert.equal(files[1].at, first.at);
  for (const hidden of ['sha256', 'owner']) assert.equal(files[0][hidden], undefined);
});

test('[EVT74][TRS1] what was deleted is not there, what came back is, also after a crash', async () => {
  const { room, ann, send, change } = await newPlace();
  const kept = await send([await upload(room, 'kept.txt')]);
  const gone = await send([await upload(room, 'gone.txt')]);
  await change('chat.delete', kept.seq);
  await change('chat.delete', gone.seq);
  assert.deepEqual(await namesOf(ann, room), []);
  await change('chat.restore', kept.seq);
  await change('chat.purge', gone.seq);
  assert.deepEqual(await namesOf(ann, room), ['kept.txt']);
  await workspace.crash();
  owner.server = workspace.server;
  await owner.refresh();
  const again = await workspace.connectWith((await owner.post('/token')).token);
  await again.do('room.join', room);
  const { files } = await again.do('file.shared', room, {});
  assert.deepEqual([files.length, files[0].name, files[0].seq], [1, 'kept.txt', kept.seq]);
});

test('[EVT74][EVT75] pages, kinds and parts of names', async () => {
  const { room, ann, send } = await newPlace();
  for (const name of ['a.md', 'b.zip', 'c.md', 'd.zip', 'Übersicht.md']) {
    await send([await upload(room, name)]);
  }
  const first = await ann.do('file.shared', room, { limit: 2 });
  assert.deepEqual([first.files.length, first.has_more], [2, true]);
  assert.deepEqual(await namesOf(ann, room, { limit: 2, before: first.next }), ['c.md', 'b.zip']);
  assert.deepEqual(await namesOf(ann, room, { kind: 'other' }), ['d.zip', 'b.zip']);
  assert.deepEqual(await namesOf(ann, room, { kind: 'picture' }), []);
  assert.deepEqual(await namesOf(ann, room, { kind: 'document', name: 'üBER' }), ['Übersicht.md']);
  assert.equal(await ann.codeOf('file.shared', room, { limit: 101 }), 'invalid');
});

test('[EVT74][EVT25] viewers read it, guests from when they came, strangers not', async () => {
  const { room, ann, send } = await newPlace();
  await send([await upload(room, 'old.txt')]);
  await ann.do('room.configure', room, { id: uuid(), guest_history: 'joined' });
  const { link, secret } = await ann.do('link.create', room, { id: uuid(), role: 'viewer' });
  const guest = new Owner(workspace.server);
  const answer = await guest.call('POST', `/links/${link.id}/join`, { secret, name: 'Gus' });
  [guest.cookie] = answer.headers['set-cookie'].split(';');
  await guest.refresh();
  const gus = await workspace.connectWith((await guest.post('/token')).token);
  await gus.do('room.join', room);
  assert.deepEqual(await namesOf(gus, room), []);
  await send([await upload(room, 'new.txt')]);
  assert.deepEqual(await namesOf(gus, room), ['new.txt']);
  assert.deepEqual(await namesOf(ann, room), ['new.txt', 'old.txt']);
  const eve = await workspace.connect('eve');
  assert.equal(await eve.codeOf('file.shared', room, {}), 'not_found');
});
