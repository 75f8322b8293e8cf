// Documents for the unchanged y-websocket provider.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { Workspace, newRoom, uuid } from './lib/atelier.mjs';
import { Queue, within } from './lib/wait.mjs';

let workspace;
const providers = new Set();
process.setMaxListeners(100); // each provider listens for the end of the process
before(async () => (workspace = await Workspace.open()));
after(() => {
  for (const provider of providers) {
    provider.destroy();
    provider.doc.destroy(); // with the timer of its awareness
  }
  return workspace?.close();
});

/** A document with its provider, in sync with the server. */
async function open(name, token, options = {}) {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(`${workspace.server.webSocketUrl}/yjs`, name, doc, {
    WebSocketPolyfill: WebSocket,
    disableBc: true,
    params: { token },
    maxBackoffTime: 200,
    ...options,
  });
  providers.add(provider);
  const denied = new Queue();
  provider.messageHandlers[2] = (_encoder, decoder) => denied.push(decoder);
  if (!provider.synced) {
    await within(new Promise((resolve) => provider.once('sync', resolve)), 'synchronisation');
  }
  const text = doc.getText('text');
  return { doc, provider, text, denied, awareness: provider.awareness };
}

/** Resolves once the text is what is expected. */
function textIs({ doc, text }, expected) {
  if (text.toString() === expected) return Promise.resolve();
  const seen = new Promise((resolve) => {
    doc.on('update', () => text.toString() === expected && resolve());
  });
  return within(seen, `text ${JSON.stringify(expected)}`).catch((error) => {
    throw new Error(`${error.message}, it is ${JSON.stringify(text.toString())}`);
  });
}

async function refusalOf(path) {
  const socket = new WebSocket(`${workspace.server.webSocketUrl}/yjs/${path}`);
  socket.on('error', () => {});
  const code = new Promise((resolve) => socket.on('close', resolve));
  return within(code, 'close');
}

const editor = (user, room) => workspace.token(user, { room, role: 'editor' });

describe('documents over y-websocket', () => {
  test('[YWS5] two people write in one text', async () => {
    const room = newRoom();
    const ada = await open(room, await editor('ada', room));
    const bob = await open(room, await editor('bob', room));
    ada.text.insert(0, 'Hello ');
    await textIs(bob, 'Hello ');
    bob.text.insert(6, 'wörld 😀');
    await textIs(ada, 'Hello wörld 😀');
    ada.text.delete(0, 6);
    await textIs(bob, 'wörld 😀');
  });

  test('[DOC5] edits at the same time end in the same text', async () => {
    const room = newRoom();
    const [ada, bob, cyd] = await Promise.all(
      ['ada', 'bob', 'cyd'].map(async (name) => open(room, await editor(name, room))),
    );
    for (let i = 0; i < 50; i++) {
      for (const [who, client] of Object.entries({ a: ada, b: bob, c: cyd })) {
        client.text.insert((i * 7) % (client.text.length + 1), `${who}${i} `);
      }
    }
    const all = 3 * 50;
    const whole = (client) =>
      within(
        new Promise((resolve) => {
          const done = () => client.text.toString().split(' ').length === all + 1 && resolve();
          client.doc.on('update', done);
          done();
        }),
        'all edits',
      );
    await Promise.all([ada, bob, cyd].map(whole));
    assert.equal(ada.text.toString(), bob.text.toString());
    assert.equal(ada.text.toString(), cyd.text.toString());
  });

  test('[DOC1] a bare room name is its main document, others are apart', async () => {
    const room = newRoom();
    const token = await editor('ada', room);
    const bare = await open(room, token);
    const main = await open(`${room}/main`, token);
    const other = await open(`${room}/text.notes`, token);
    bare.text.insert(0, 'main');
    await textIs(main, 'main');
    other.text.insert(0, 'other');
    await textIs(await open(`${room}/text.notes`, token), 'other');
    assert.equal(main.text.toString(), 'main');
  });

  test('[DOC8] a viewer reads, and what they write is refused', async () => {
    const room = newRoom();
    const ada = await open(room, await editor('ada', room));
    ada.text.insert(0, 'read me');
    const viewer = await open(room, await workspace.token('vic', { room, role: 'viewer' }));
    await textIs(viewer, 'read me');
    viewer.text.insert(0, 'not ');
    await viewer.denied.next('refusal');
    ada.text.insert(7, ' again');
    await textIs(ada, 'read me again');
    const reader = await open(room, await editor('bob', room));
    await textIs(reader, 'read me again');
  });

  test('[DOC8] a viewer who becomes an editor is asked for their edits', async () => {
    const room = newRoom();
    const owner = await workspace.enter('ada', room, 'owner');
    const viewer = await open(room, await workspace.token('vic', { room, role: 'viewer' }));
    const watcher = await open(room, await editor('bob', room));
    viewer.text.insert(0, 'kept');
    await viewer.denied.next('refusal');
    await owner.do('member.set_role', room, { id: uuid(), principal: 'vic', role: 'editor' });
    await textIs(watcher, 'kept');
    owner.close();
  });

  test('[YWS10][YWS11] awareness goes to everyone and ends with its connection', async () => {
    const room = newRoom();
    const ada = await open(room, await editor('ada', room));
    const viewer = await open(room, await workspace.token('vic', { room, role: 'viewer' }));
    const seen = (client, fits) =>
      within(
        new Promise((resolve) => {
          const look = () => fits(client.awareness.getStates()) && resolve();
          client.awareness.on('change', look);
          look();
        }),
        'awareness',
      );
    viewer.awareness.setLocalState({ cursor: 3 });
    const id = viewer.awareness.clientID;
    await seen(ada, (states) => states.get(id)?.cursor === 3);
    viewer.provider.ws.terminate();
    viewer.provider.shouldConnect = false;
    await seen(ada, (states) => !states.has(id));
  });

  test('[YWS7] who may not enter is told so for good', async () => {
    const room = newRoom();
    await open(room, await editor('ada', room));
    const stranger = await workspace.token('eve');
    assert.equal(await refusalOf(room), 4401);
    assert.equal(await refusalOf(`${room}?token=abc`), 4401);
    assert.equal(await refusalOf(`${room}?token=${stranger}`), 4403);
    assert.equal(await refusalOf(`no-such-room?token=${stranger}`), 4403);
  });

  test('[DOC4] what two people have seen is there after a crash', async () => {
    const room = newRoom();
    const token = await editor('ada', room);
    const ada = await open(room, token);
    const bob = await open(room, await editor('bob', room));
    ada.text.insert(0, 'stored');
    await textIs(bob, 'stored'); // it is relayed only when it is stored
    for (const { provider } of [ada, bob]) provider.disconnect();
    await workspace.crash();
    const cyd = await open(room, await editor('cyd', room));
    await textIs(cyd, 'stored');
    bob.provider.connect();
    bob.text.insert(6, ' and more');
    await textIs(cyd, 'stored and more');
  });
});
