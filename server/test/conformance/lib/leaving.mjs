// Somebody with an account who leaves something of every kind, each with a word of its own: for tests
// of what becomes of it.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { uuid } from './atelier.mjs';
import { request } from './http.mjs';
import { Owner } from './owner.mjs';
import { eventually, within } from './wait.mjs';

export const password = 'a long password';
const nowhere = [
  '--mail-url',
  'smtp://127.0.0.1:9',
  '--mail-starttls',
  'off',
  '--registration',
  'open',
];
export const options = ['--rate-limits', 'off', '--mail-from', 'rooms@studio.example', ...nowhere];
export const room = 'plan';

/** A word that stands nowhere by chance, noted under `name` in `markers`. */
export function mark(markers, name) {
  markers[name] = `zq${randomBytes(9).toString('hex')}xk`;
  return markers[name];
}

export class Person {
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
export async function leaveTraces(person, other, markers) {
  const word = (name) => mark(markers, name);
  await talk(person, other, word);
  await write(person, other, word, markers);
  await share(person, other, word);
  await leaveRooms(person, word);
}

/** One room of theirs in the trash, and one that is gone for good with only its log left. */
async function leaveRooms(person, word) {
  for (const id of ['in-trash', 'purged']) {
    await person.web.post('/rooms', { name: 'Theirs', id });
    await person.client.do('room.join', id);
    const text = id === 'purged' ? 'hello' : word('message in the trash');
    await person.client.do('chat.send', id, { id: uuid(), text });
    await person.client.do('room.delete', id, { id: uuid() });
  }
  const purged = await person.web.call('DELETE', '/trash/rooms/purged');
  assert.equal(purged.status, 200, purged.text);
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

async function share(person, other, word) {
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
  const attachments = [JSON.parse(upload.text)];
  await person.do('chat.send', { text: 'see this file', attachments });
  const back = await person.do('chat.send', { text: 'and again', attachments });
  await other.do('chat.delete', { seq: back.seq });
  await other.do('chat.restore', { seq: back.seq });
  const { files } = await other.do('file.shared', {});
  assert.deepEqual([files.length, files[0].seq], [2, back.seq]);
  const email = `${word('invited')}@example.org`;
  await person.web.post('/invites', { id: uuid(), room, email, note: word('note') });
  await person.do('link.create', { label: word('label') });
  await person.web.call('POST', '/password/forgot', { email: person.email });
}
