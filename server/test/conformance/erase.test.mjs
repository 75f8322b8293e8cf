// Erasing a person: what they wrote, were called and uploaded is in no byte of the data folder any
// more, and what others wrote is all there.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { Workspace, uuid } from './lib/atelier.mjs';
import { kindsOfRecords, traces, verifiedLogs } from './lib/erased.mjs';
import { request } from './lib/http.mjs';
import { Owner } from './lib/owner.mjs';
import { binary, environment, startServe } from './lib/server.mjs';
import { eventually, within } from './lib/wait.mjs';

const password = 'a long password';
const nowhere = [
  '--mail-url',
  'smtp://127.0.0.1:9',
  '--mail-starttls',
  'off',
  '--registration',
  'open',
];
const options = ['--rate-limits', 'off', '--mail-from', 'rooms@studio.example', ...nowhere];
const room = 'plan';

/** A word that stands nowhere by chance, noted under `name` in `markers`. */
function mark(markers, name) {
  markers[name] = `zq${randomBytes(9).toString('hex')}xk`;
  return markers[name];
}

class Person {
  /** Who has an account by an invite into the room. */
  static async come(workspace, owner, { name, email, status }) {
    const person = new Person();
    person.workspace = workspace;
    person.web = new Owner(workspace.server);
    const wish = { id: uuid(), room, role: 'owner', email };
    const { invite, secret } = await owner.post('/invites', wish);
    const accepted = { secret, name, email, password };
    const answer = await person.web.call('POST', `/invites/${invite.id}/accept`, accepted);
    assert.equal(answer.status, 200, answer.text);
    [person.web.cookie] = answer.headers['set-cookie'].split(';');
    await person.web.refresh();
    if (status) await person.web.call('PATCH', '/me', { status: { text: status, until: 0 } });
    await person.connect();
    return person;
  }

  async connect() {
    const { token } = await this.web.post('/token');
    this.token = token;
    this.client = await this.workspace.connectWith(token);
    this.id = this.client.welcome.principal.id;
    await this.client.do('room.join', room);
  }

  do(name, body) {
    return this.client.do(name, room, { id: uuid(), ...body });
  }

  /** Changes a document and waits until the server has all of it. */
  async edit(document, change) {
    const doc = new Y.Doc();
    const connected = {
      WebSocketPolyfill: WebSocket,
      disableBc: true,
      params: { token: this.token },
    };
    const url = `${this.workspace.server.webSocketUrl}/yjs`;
    const provider = new WebsocketProvider(url, `${room}/${document}`, doc, connected);
    try {
      await within(new Promise((resolve) => provider.once('sync', resolve)), 'synchronisation');
      const before = await this.size(document);
      for (const step of [change].flat()) doc.transact(() => step(doc));
      await eventually(async () => {
        const now = await this.size(document);
        return now !== before && Buffer.compare(now, Buffer.from(Y.encodeStateVector(doc))) === 0;
      }, 'the edit to be stored');
    } finally {
      provider.destroy();
      doc.destroy();
    }
  }

  async size(document) {
    const headers = { Cookie: this.web.cookie };
    const url = `${this.workspace.server.url}/api/v1/rooms/${room}/documents/${document}?format=update`;
    const answer = await fetch(url, { headers });
    if (answer.status !== 200) return Buffer.alloc(0);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return Buffer.from(Y.encodeStateVectorFromUpdate(bytes));
  }
}

/** Everything a person can leave, each with a word of its own. */
async function leaveTraces(person, other, markers) {
  const word = (name) => mark(markers, name);
  await talk(person, other, word);
  await write(person, other, word, markers);
  await share(person, word);
}

async function talk(person, other, word) {
  const said = await person.do('chat.send', { text: `hello ${word('message')}` });
  await person.do('chat.edit', { seq: said.seq, text: `better ${word('edited message')}` });
  await other.do('chat.send', { text: 'an answer of somebody else', thread_root: said.seq });
  const gone = await person.do('chat.send', { text: word('deleted message') });
  await other.do('chat.delete', { seq: gone.seq });
  const back = await person.do('chat.send', { text: word('message brought back') });
  await other.do('chat.delete', { seq: back.seq });
  await other.do('chat.restore', { seq: back.seq });
  await person.do('chat.send', { text: 'extra', note: word('further member') });
  const kept = await other.do('chat.send', { text: 'kept for good', mentions: [person.id] });
  await person.do('chat.react', { seq: kept.seq, emoji: '👍' });
  await person.do('room.broadcast', { payload: word('broadcast') });

  const anchor = { surface: 'main', position: 'AQIDBA==', quote: word('quote') };
  const opened = uuid();
  const first = await person.do('thread.open', { id: opened, anchor, text: word('comment') });
  await person.do('thread.edit', { thread: opened, seq: first.seq, text: word('edited comment') });
  await other.do('thread.reply', { thread: opened, text: 'a reply that stays' });
  const suggestion = { text: word('suggestion') };
  await person.do('thread.open', { anchor: { ...anchor, quote: 'old' }, text: '', suggestion });
  const theirs = uuid();
  await other.do('thread.open', { id: theirs, anchor: { ...anchor, quote: 'x' }, text: 'look' });
  const reply = await person.do('thread.reply', { thread: theirs, text: word('reply') });
  await other.do('thread.delete', { thread: theirs, seq: reply.seq });
  await person.do('thread.resolve', { thread: theirs });
  await person.do('meeting.start', { title: word('meeting') });
  await person.do('surface.create', { kind: 'text', title: word('title') });
}

async function write(person, other, word, markers) {
  await other.edit('main', (doc) => doc.getText('text').insert(0, 'kept words of others. '));
  await person.edit('main', [
    (doc) => doc.getText('text').insert(5, word('deleted text')),
    (doc) => doc.getText('text').delete(5, markers['deleted text'].length),
    (doc) => doc.getText('text').insert(5, `[${word('plain text')}]`, { link: word('link') }),
  ]);
  await other.edit('main', (doc) => doc.getText('text').insert(0, 'More. '));
  await person.edit('large', (doc) => {
    doc.getText('text').insert(0, `${word('large text')} ${'many words '.repeat(40_000)}`);
  });
  // More than a document keeps without a snapshot, and in entries that are replaced by segments.
  const long = `${word('long text')} ${'many words '.repeat(8000)}`;
  await person.edit('long', Array.from({ length: 16 }, () => (doc) => doc.getText('text').insert(0, long)));
  const block = (text, attributes) => {
    const element = new Y.XmlElement('paragraph');
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.insert(0, [new Y.XmlText(text)]);
    return element;
  };
  const rich = (doc) => doc.getXmlFragment('document-store');
  await other.edit('rich.one', (doc) => rich(doc).insert(0, [block('theirs stays', { id: 'a' })]));
  await person.edit('rich.one', (doc) => {
    const caption = word('caption');
    rich(doc).insert(1, [block(word('rich text'), { id: 'b', textAlignment: 'left', caption })]);
    rich(doc)
      .get(0)
      .get(0)
      .insert(6, ` ${word('word within')} `);
  });
  const documents = `/rooms/${room}/documents`;
  await person.web.post(`${documents}/main/versions`, { id: uuid(), name: word('version') });
}

/** A square png of one pixel, with a word that a picture would hold. */
function picture(text) {
  const size = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0]);
  const head = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  return Buffer.concat([head, size, Buffer.from(text)]);
}

async function share(person, word) {
  const shown = await request(person.workspace.server, 'POST', '/api/v1/me/picture', {
    headers: {
      Cookie: person.web.cookie,
      'X-Atelier-CSRF': person.web.csrf,
      Origin: person.workspace.server.url,
      'Content-Type': 'image/png',
    },
    body: picture(word('picture')),
  });
  assert.equal(shown.status, 200, shown.text);
  const upload = await request(
    person.workspace.server,
    'POST',
    `/api/v1/rooms/${room}/files?name=${word('file name')}.txt`,
    {
      headers: {
        Cookie: person.web.cookie,
        'X-Atelier-CSRF': person.web.csrf,
        Origin: person.workspace.server.url,
        'Content-Type': 'text/plain',
      },
      body: word('file'),
    },
  );
  assert.equal(upload.status, 201, upload.text);
  const email = `${word('invited')}@example.org`;
  await person.web.post('/invites', { id: uuid(), room, email, note: word('note') });
  await person.do('link.create', { label: word('label') });
  await person.web.call('POST', '/password/forgot', { email: person.email });
}

async function open() {
  const workspace = await Workspace.open(options);
  return fill(workspace).catch(async (error) => {
    await workspace.close();
    throw error;
  });
}

async function fill(workspace) {
  const owner = await Owner.setUp(workspace.server);
  await owner.post('/rooms', { name: 'Plan', id: room });
  const other = await Person.come(workspace, owner, { name: 'Bo', email: 'bo@example.org' });
  const markers = {};
  const [name, status] = [mark(markers, 'name'), mark(markers, 'status')];
  const email = `${mark(markers, 'address')}@example.org`;
  const person = await Person.come(workspace, owner, { name, email, status });
  person.email = email;
  await leaveTraces(person, other, markers);
  const before = (await traces(workspace.folder.path, markers)).join();
  // A deleted comment may be overwritten already.
  const kept = Object.keys(markers).filter((name) => name !== 'reply');
  const missing = kept.filter((name) => !before.includes(name));
  assert.deepEqual(missing, [], 'every word was stored in the first place');
  await throughRestart(workspace, owner, person, other, markers);
  return { workspace, owner, other, person, markers };
}

/** All memory is stored as snapshots, and a damaged index of words was set aside. */
async function throughRestart(workspace, owner, person, other, markers) {
  const { port } = workspace.server;
  const { path } = workspace.folder;
  const are = async (...kinds) => {
    const found = await kindsOfRecords(path);
    return kinds.every((kind) => found[kind] > 0);
  };
  // What a snapshot stands for is replaced by segments at the next edit.
  await eventually(async () => {
    if (await are('document snapshot', 'document segment')) return true;
    await person.edit('long', (doc) => doc.getText('text').insert(0, 'more '));
    return false;
  }, 'what is compacted');
  await workspace.server.stop();
  assert.ok(await are('room snapshot', 'workspace snapshot'));
  await writeFile(join(path, 'search.db.damaged'), mark(markers, 'damaged index'));
  workspace.server = await startServe(path, { port, options });
  for (const { web } of [{ web: owner }, person, other]) web.server = workspace.server;
  for (const somebody of [person, other]) await somebody.connect();
}

/** What others wrote is all there, and their room works. */
async function othersAreIntact({ workspace, owner, other, person, markers }) {
  other.web.server = workspace.server;
  owner.server = workspace.server;
  await other.web.refresh();
  await owner.refresh();
  const { messages } = await owner.get(`/rooms/${room}/messages?limit=100`);
  const texts = messages.map(({ text }) => text);
  for (const text of ['an answer of somebody else', 'kept for good'])
    assert.ok(texts.includes(text));
  assert.equal(messages.filter(({ deleted }) => deleted).length, 4);
  const { threads } = await owner.get(`/rooms/${room}/threads?state=all`);
  assert.ok(JSON.stringify(threads).includes('look'));
  const documents = `/rooms/${room}/documents`;
  const plain = await owner.get(`${documents}/main`);
  assert.equal(plain.text, 'More. kept words of others. ');
  const { blocks } = await owner.get(`${documents}/rich.one`);
  assert.ok(JSON.stringify(blocks).includes('theirs'), JSON.stringify(blocks));
  const people = JSON.stringify(await owner.get('/people'));
  const audit = JSON.stringify(await owner.get('/audit?limit=200'));
  const activity = JSON.stringify(await owner.get(`/rooms/${room}/activity?limit=200`));
  const history = JSON.stringify(await owner.get(`${documents}/main/versions`));
  const shown = [texts.join(), people, audit, activity, history, JSON.stringify(threads)].join();
  for (const [name, text] of Object.entries(markers)) assert.ok(!shown.includes(text), name);
  for (const text of Object.values(markers)) {
    const found = await owner.get(`/search?q=${text}`);
    assert.equal(JSON.stringify(found).includes(text), false);
  }
  assert.match(audit, /"invite\.revoked"/);
  assert.match(audit, /"account\.erased"/);
  const archive = await request(workspace.server, 'GET', `/api/v1/rooms/${room}/export`, {
    headers: { Cookie: owner.cookie },
  });
  assert.equal(archive.status, 200);
  await other.connect();
  const { members } = await other.client.do('room.members', room, {});
  const ids = members.map(({ id }) => id);
  assert.ok(ids.includes(other.id) && !ids.includes(person.id), ids.join());
  await other.do('chat.send', { text: 'and on it goes' });
  await other.edit('main', (doc) => doc.getText('text').insert(0, 'Still. '));
}

test('[SAF1][SAF2][SAF3][SAF4][SAF5] who erases their account leaves no byte, and others lose nothing', async () => {
  const { workspace, owner, other, person, markers } = await open();
  try {
    const wrong = await person.web.call('DELETE', '/me', { password: 'not this one' });
    assert.equal(wrong.status, 401);
    const asked = await person.web.call('DELETE', '/me', { password });
    assert.equal(asked.status, 202, asked.text);
    await within(person.client.disconnected, 'the end of the connection');
    await eventually(async () => {
      const path = `/rooms/${room}/messages?limit=100`;
      const answer = await owner.call('GET', path).catch(() => undefined);
      return answer?.status === 200 && !answer.text.includes(markers.name);
    }, 'the room without their name');
    assert.equal((await person.web.get('/session')).principal, undefined);
    await othersAreIntact({ workspace, owner, other, person, markers });
    const login = { email: person.email, password };
    const refused = await new Owner(workspace.server).call('POST', '/login', login);
    assert.notEqual(refused.status, 200);
    await workspace.server.stop();
    assert.deepEqual(await traces(workspace.folder.path, markers), []);
    const logs = await verifiedLogs(workspace.folder.path);
    assert.ok(logs[`room/main/${room}`] > 20);
  } finally {
    await workspace.server.stop();
    await workspace.folder.remove();
  }
});

test('[SAF3][SAF8] atelier erase does the same while the server is down, and twice is fine', async () => {
  const { workspace, owner, other, person, markers } = await open();
  const erase = (...more) =>
    promisify(execFile)(binary, ['erase', '--data', workspace.folder.path, '--person', ...more], {
      env: environment,
    });
  try {
    await assert.rejects(erase(person.email), /another|running|lock/i);
    const { port } = workspace.server;
    await workspace.server.kill();
    await assert.rejects(erase('nobody@example.org'), /nobody with this id/);
    const { stdout } = await erase(person.email);
    assert.match(stdout, /^erased .*: 1 rooms, 4 documents, 1 files, \d+ mails\n$/);
    assert.deepEqual(await traces(workspace.folder.path, markers), []);
    await verifiedLogs(workspace.folder.path);
    await erase(person.id);
    workspace.server = await startServe(workspace.folder.path, { port, options });
    await othersAreIntact({ workspace, owner, other, person, markers });
  } finally {
    await workspace.server.stop();
    await workspace.folder.remove();
  }
});
