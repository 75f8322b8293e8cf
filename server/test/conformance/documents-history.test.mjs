// Documents over REST beside live clients: what a real yjs wrote is read, its past shown, and brought back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as Y from 'yjs';
import { Workspace, newRoom, uuid } from './lib/atelier.mjs';
import { Providers, textIs } from './lib/hocuspocus.mjs';

let workspace;
let providers;
before(async () => {
  workspace = await Workspace.open(['--rate-limits', 'off']);
  providers = new Providers(workspace);
});
after(() => {
  providers?.close();
  return workspace?.close();
});

/** One who asks by REST, with a token for the room. */
async function caller(user, room, role) {
  const token = await workspace.token(user, { room, role });
  const ask = async (method, path, body) => {
    const response = await fetch(`${workspace.server.url}/api/v1/rooms/${room}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      body: body && JSON.stringify(body),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return { status: response.status, bytes, body: isJson ? JSON.parse(bytes) : bytes.toString() };
  };
  return {
    token,
    ask,
    async do(method, path, body) {
      const answer = await ask(method, path, body);
      assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.bytes}`);
      return answer.body;
    },
  };
}

async function open(who, name) {
  const opened = await providers.open(name, who.token);
  await providers.saved(opened);
  return opened;
}

/** Beyond the millisecond of what was saved before. */
async function later() {
  const from = Date.now();
  while (Date.now() <= from) await new Promise(setImmediate);
}

test('[VER20] [VER21] [VER22] what clients wrote is read, and what is written reaches them', async () => {
  const room = newRoom();
  const ada = await caller('ada', room, 'editor');
  const live = await open(ada, room);
  live.text.insert(0, 'hello 🇯🇵');
  await providers.saved(live);
  const read = await ada.do('GET', '/documents/main');
  assert.deepEqual(read, { document: 'main', kind: 'text', text: 'hello 🇯🇵' });
  const { bytes } = await ada.ask('GET', '/documents/main?format=update');
  const copy = new Y.Doc();
  Y.applyUpdate(copy, bytes);
  assert.equal(copy.getText('text').toString(), 'hello 🇯🇵');
  assert.deepEqual(Y.encodeStateAsUpdate(copy), Y.encodeStateAsUpdate(live.doc));

  await ada.do('POST', '/documents/main', { mode: 'append', text: 'from outside' });
  await textIs(live, (text) => text === 'hello 🇯🇵\nfrom outside');
  await ada.do('POST', '/documents/main', { mode: 'replace', text: 'all new' });
  await textIs(live, (text) => text === 'all new');

  const vic = await caller('vic', room, 'viewer');
  assert.equal((await vic.do('GET', '/documents/main')).text, 'all new');
  assert.equal((await vic.ask('POST', '/documents/main', { mode: 'append', text: 'x' })).status, 403);
  assert.equal((await vic.ask('GET', '/documents/main/versions')).status, 403);
  assert.equal((await vic.ask('GET', `/documents/main?at=${Date.now()}`)).status, 403);
  const { documents } = await vic.do('GET', '/documents');
  assert.deepEqual(documents.map(({ document }) => document), ['main']);
});

test('[VER23] [VER24] [VER25] [VER26] versions of a document that others go on with', async () => {
  const room = newRoom();
  const ada = await caller('ada', room, 'editor');
  const bob = await caller('bob', room, 'editor');
  const [hers, his] = [await open(ada, room), await open(bob, room)];
  hers.text.insert(0, 'The brief\nfirst');
  await providers.saved(hers);
  await later();
  const named = await ada.do('POST', '/documents/main/versions', { id: uuid(), name: 'First' });
  await later();
  await textIs(his, (text) => text.endsWith('first'));
  his.text.delete(0, 4);
  his.text.insert(his.text.length, ' and second');
  await providers.saved(his);
  await later();

  const { versions, moments, people } = await ada.do('GET', '/documents/main/versions');
  assert.deepEqual(versions.map(({ kind, name }) => name ?? kind), ['automatic', 'First']);
  assert.equal(versions[1].at, named.at);
  assert.deepEqual(versions[0].authors, moments.at(-1) && [moments.at(-1).author]);
  assert.equal(people[versions[0].authors[0]].name, 'bob');
  const then = await ada.do('GET', `/documents/main?at=${named.at}`);
  assert.equal(then.text, 'The brief\nfirst');

  const changed = await ada.do('GET', `/documents/main/difference?from=${named.at}`);
  assert.equal(changed.added, 11);
  assert.equal(changed.removed, 4);
  const runs = changed.blocks.flatMap((block) => block.runs);
  assert.deepEqual(
    runs.map(({ change, text }) => [change, text]),
    [
      ['removed', 'The '],
      ['same', 'brief'],
      ['same', 'first'],
      ['added', ' and second'],
    ],
  );
  assert.equal(changed.people[runs[0].from].name, 'bob');

  const { before } = await bob.do('POST', '/documents/main/restore', { at: named.at });
  await textIs(hers, (text) => text === 'The brief\nfirst');
  await textIs(his, (text) => text === 'The brief\nfirst');
  await providers.saved(hers);
  // The state before is still there.
  assert.equal((await ada.do('GET', `/documents/main?at=${before}`)).text, 'brief\nfirst and second');
});

test('[VER10] [VER12] a rich document comes back with its elements, formats and attributes', async () => {
  const room = newRoom();
  const ada = await caller('ada', room, 'editor');
  const live = await open(ada, `${room}/rich.plan`);
  const root = live.doc.getXmlFragment('document-store');
  const paragraph = (text) => {
    const element = new Y.XmlElement('paragraph');
    element.setAttribute('textColor', 'default');
    const inside = new Y.XmlText();
    inside.insert(0, text);
    inside.format(0, 3, { bold: true });
    element.insert(0, [inside]);
    return element;
  };
  root.insert(0, [paragraph('one first'), paragraph('two second')]);
  await providers.saved(live);
  await later();
  const shown = root.toString();
  const { at } = await ada.do('POST', '/documents/rich.plan/versions', { id: uuid(), name: 'v' });
  await later();
  root.get(0).get(0).format(0, 9, { bold: null, italic: true });
  root.get(0).setAttribute('textColor', 'red');
  root.delete(1, 1);
  root.insert(0, [paragraph('new')]);
  await providers.saved(live);
  await later();
  const { blocks } = await ada.do('GET', `/documents/rich.plan/difference?from=${at}`);
  assert.deepEqual(blocks.map(({ change }) => change), ['added', 'changed', 'removed']);

  await ada.do('POST', '/documents/rich.plan/restore', { at });
  const again = await open(ada, `${room}/rich.plan`);
  assert.equal(again.doc.getXmlFragment('document-store').toString(), shown);
});

test('[VER5] [VER27] [VER28] who wrote what, until an owner removes it for good', async () => {
  const room = newRoom();
  const olga = await caller('olga', room, 'owner');
  const bob = await caller('bob', room, 'editor');
  const [hers, his] = [await open(olga, room), await open(bob, room)];
  hers.text.insert(0, 'secret public');
  await providers.saved(hers);
  await textIs(his, (text) => text === 'secret public');
  his.text.delete(0, 7);
  his.text.insert(6, '!');
  await providers.saved(his);
  const { parts, people } = await bob.do('GET', '/documents/main/authors');
  const mine = (doc) => parts.filter(([client]) => client === doc.clientID);
  assert.deepEqual(mine(hers.doc).map(([, from, length]) => [from, length]), [[7, 6]]);
  assert.equal(people[mine(his.doc)[0][3]].name, 'bob');

  assert.equal((await bob.ask('DELETE', '/documents/main/history')).status, 403);
  await olga.do('DELETE', '/documents/main/history');
  const { moments } = await olga.do('GET', '/documents/main/versions');
  assert.equal(moments.length, 1);
  his.text.insert(7, ' more');
  await providers.saved(his);
  providers.close(); // or they try to come back
  await workspace.crash();
  const again = await open(bob, room);
  assert.equal(again.text.toString(), 'public! more');
  const stored = await bob.do('GET', '/documents/main/difference');
  assert.ok(!JSON.stringify(stored).includes('secret'));
});
