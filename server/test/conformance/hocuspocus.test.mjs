// Documents for the unchanged Hocuspocus providers of versions 3 and 4.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { Workspace, newRoom, uuid } from './lib/atelier.mjs';
import { Providers, bareSocket, textIs } from './lib/hocuspocus.mjs';
import { sdkDocument } from './lib/sdk.mjs';
import { eventually, within } from './lib/wait.mjs';

let workspace;
let providers;
process.setMaxListeners(100);
before(async () => {
  workspace = await Workspace.open();
  providers = new Providers(workspace);
});
after(() => {
  providers?.close();
  return workspace?.close();
});

const editor = (user, room) => workspace.token(user, { room, role: 'editor' });
const viewer = (user, room) => workspace.token(user, { room, role: 'viewer' });

for (const version of [3, 4]) {
  describe(`Hocuspocus provider ${version}`, () => {
    test('[HOC9] two people write in one text', async () => {
      const room = newRoom();
      const ada = await providers.open(room, await editor('ada', room), { version });
      const bob = await providers.open(room, await editor('bob', room), { version });
      assert.equal(ada.provider.authorizedScope, 'read-write');
      ada.text.insert(0, 'Hello ');
      await textIs(bob, 'Hello ');
      bob.text.insert(6, 'wörld 😀');
      await textIs(ada, 'Hello wörld 😀');
      await providers.saved(ada);
      await providers.saved(bob);
    });

    test('[HOC2] many documents share a socket', async () => {
      const room = newRoom();
      const token = await editor('ada', room);
      const socket = providers.socket(version);
      const names = Array.from({ length: 20 }, (_, i) => `${room}/text.${i}`);
      const opened = await Promise.all(
        names.map((name) => providers.open(name, token, { version, socket })),
      );
      for (const [i, { text }] of opened.entries()) text.insert(0, `text ${i}`);
      await Promise.all(opened.map((one) => providers.saved(one)));
      const other = await providers.open(names[7], await editor('bob', room), { version });
      await textIs(other, 'text 7');
      opened[7].provider.destroy();
      opened[8].text.insert(0, 'still ');
      await providers.saved(opened[8]);
    });

    test('[HOC10] a viewer reads, and what they write is never acknowledged', async () => {
      const room = newRoom();
      const ada = await providers.open(room, await editor('ada', room), { version });
      ada.text.insert(0, 'read me');
      const vic = await providers.open(room, await viewer('vic', room), { version });
      await textIs(vic, 'read me');
      await providers.saved(vic);
      assert.equal(vic.provider.authorizedScope, 'readonly');
      vic.text.insert(0, 'not ');
      ada.text.insert(7, ' again');
      await textIs(vic, 'not read me again');
      assert.equal(ada.text.toString(), 'read me again');
      assert.equal(vic.provider.unsyncedChanges, 1);
    });

    test('[HOC10] a viewer who becomes an editor keeps what they wrote', async () => {
      const room = newRoom();
      const owner = await workspace.enter('ada', room, 'owner');
      const vic = await providers.open(room, await viewer('vic', room), { version });
      const watcher = await providers.open(room, await editor('bob', room), { version });
      vic.text.insert(0, 'kept');
      await eventually(
        () => owner.do('member.set_role', room, { id: uuid(), principal: 'vic', role: 'editor' }),
        'role',
      );
      await textIs(watcher, 'kept');
      await providers.saved(vic);
      owner.close();
    });

    test('[HOC8] who is removed loses the document, and the socket stays', async () => {
      const room = newRoom();
      const other = newRoom();
      const owner = await workspace.enter('ada', room, 'owner');
      const socket = providers.socket(version);
      const gone = await providers.open(room, await editor('bob', room), { version, socket });
      const kept = await providers.open(other, await editor('bob', other), { version, socket });
      await owner.do('member.remove', room, { id: uuid(), principal: 'bob' });
      assert.match(await gone.denied.next('denial'), /not in this room/);
      kept.text.insert(0, 'here');
      await providers.saved(kept);
      owner.close();
    });

    test('[HOC5] tokens that do not fit are denied, and a document does not end the others', async () => {
      const room = newRoom();
      const socket = providers.socket(version);
      const ada = await providers.open(room, await editor('ada', room), { version, socket });
      const bad = providers.attach(`${room}/other`, 'abc', { version, socket });
      await bad.denied.next('denial');
      const strange = await workspace.token('eve');
      const inside = providers.attach(room, strange, { version });
      const unknown = providers.attach('no-such-room', strange, { version });
      assert.equal(await inside.denied.next('denial'), await unknown.denied.next('denial'));
      ada.text.insert(0, 'on');
      await providers.saved(ada);
    });

    test('[HOC11] awareness goes to everyone and ends with its document', async () => {
      const room = newRoom();
      const ada = await providers.open(room, await editor('ada', room), { version });
      const vic = await providers.open(room, await viewer('vic', room), { version });
      const id = vic.doc.clientID;
      const seen = (fits) =>
        within(
          new Promise((resolve) => {
            const look = () => fits(ada.provider.awareness.getStates()) && resolve();
            ada.provider.awareness.on('change', look);
            look();
          }),
          'awareness',
        );
      vic.provider.setAwarenessField('cursor', 3);
      await seen((states) => states.get(id)?.cursor === 3);
      vic.provider.destroy();
      await seen((states) => !states.has(id));
    });

    test('[HOC13] stateless messages reach the others', async () => {
      const room = newRoom();
      const ada = await providers.open(room, await editor('ada', room), { version });
      const vic = await providers.open(room, await viewer('vic', room), { version });
      vic.provider.sendStateless('not me');
      ada.provider.sendStateless('{"saved":1}');
      assert.equal(await vic.stateless.next('stateless'), '{"saved":1}');
      assert.equal(ada.stateless.length, 0);
    });
  });
}

describe('Hocuspocus', () => {
  test('[HOC2] sessions of one document on one socket', async () => {
    const room = newRoom();
    const token = await editor('ada', room);
    const socket = providers.socket(4);
    const options = { socket, sessionAwareness: true };
    const one = await providers.open(room, token, options);
    const two = await providers.open(room, token, options);
    one.text.insert(0, 'one');
    await textIs(two, 'one');
    two.text.insert(3, ' two');
    await textIs(one, 'one two');
    one.provider.destroy();
    two.text.insert(0, '> ');
    await providers.saved(two);
  });

  test('[HOC1] y-websocket, both providers and our SDK in one room end alike', async (context) => {
    const room = newRoom();
    const sdk = await sdkDocument(workspace, await editor('sam', room), room);
    context.after(() => sdk.close());
    const doc = new Y.Doc();
    const old = new WebsocketProvider(`${workspace.server.webSocketUrl}/yjs`, room, doc, {
      WebSocketPolyfill: WebSocket,
      disableBc: true,
      params: { token: await editor('yan', room) },
    });
    context.after(() => {
      old.destroy();
      doc.destroy();
    });
    await within(new Promise((resolve) => old.once('sync', resolve)), 'synchronisation');
    const yan = { doc, text: doc.getText('text') };
    const three = await providers.open(room, await editor('ada', room), { version: 3 });
    const four = await providers.open(room, await editor('bob', room), { version: 4 });
    const all = [yan, three, four, sdk];
    for (let i = 0; i < 40; i++) {
      for (const [who, { text }] of all.entries()) {
        text.insert((i * 7) % (text.length + 1), `${who}${i} `);
        if (i % 5 === 4) text.delete(0, 1);
      }
    }
    await Promise.all([providers.saved(three), providers.saved(four), sdk.saved()]);
    // The text too: deletions do not count in the state vector.
    const state = ({ doc: one, text }) =>
      `${Buffer.from(Y.encodeStateVector(one)).toString('hex')} ${text.toString()}`;
    await eventually(() => new Set(all.map(state)).size === 1, 'equal state');
  });

  test('[HOC12] pings are answered, and a type of tomorrow is ignored', async () => {
    const { socket, heard, opened } = bareSocket(workspace);
    await opened;
    socket.send(Buffer.from([4, ...Buffer.from('room'), 42, 1, 2]));
    socket.send(Buffer.from([9]));
    assert.deepEqual(await heard.next('pong'), Buffer.from([10]));
    socket.terminate();
  });

  test('[HOC14] other web sites may not connect', async () => {
    const { socket, closed } = bareSocket(workspace, { origin: 'https://evil.example' });
    const refused = new Promise((resolve) =>
      socket.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode)),
    );
    assert.equal(await within(refused, 'refusal'), 403);
    socket.terminate();
    await closed;
  });
});
