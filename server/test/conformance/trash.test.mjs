// What was removed comes back, also after a crash, or goes for good from the data folder: things of a
// room, and whole rooms.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Workspace, uuid } from './lib/atelier.mjs';
import { Owner } from './lib/owner.mjs';

describe('the trash of a room', () => {
  let workspace;
  let owner;
  let ana;

  async function come() {
    const { token } = await owner.post('/token');
    ana = await workspace.connectWith(token);
    await ana.do('room.join', 'kick');
  }
  before(async () => {
    workspace = await Workspace.open(['--rate-limits', 'off']);
    owner = await Owner.setUp(workspace.server);
    await owner.post('/rooms', { name: 'Kick-off', id: 'kick' });
    await come();
  });
  after(() => workspace?.close());

  test('[TRS3] a deleted message comes back with its last wording after a crash', async () => {
    const { seq } = await ana.do('chat.send', 'kick', { id: uuid(), text: 'first' });
    await ana.do('chat.edit', 'kick', { id: uuid(), seq, text: 'second' });
    await ana.do('chat.delete', 'kick', { id: uuid(), seq });
    await workspace.crash();
    await come();
    const { messages } = await ana.do('chat.trash', 'kick', {});
    assert.equal(messages[0].message.text, 'second');
    await ana.do('chat.restore', 'kick', { id: uuid(), seq });
    const [, restored] = await ana.event('chat.restored');
    assert.equal(restored.message.text, 'second');
    const history = await ana.do('chat.history', 'kick', {});
    assert.equal(history.messages[0].text, 'second');
  });

  test('[TRS2][TRS4][RST36] a surface comes back, and goes for good with its text', async () => {
    const id = uuid();
    await ana.do('surface.create', 'kick', { id, kind: 'text', title: 'Plans' });
    await owner.post(`/rooms/kick/documents/text.${id}`, { mode: 'append', text: 'words of it' });
    await ana.do('surface.remove', 'kick', { id: uuid(), surface: id });
    await ana.do('surface.restore', 'kick', { id: uuid(), surface: id });
    const [, back] = await ana.event('surface.restored');
    assert.equal(back.surface.title, 'Plans');
    assert.equal(await ana.codeOf('surface.purge', 'kick', { surface: id }), 'unsupported');
    await ana.do('surface.remove', 'kick', { id: uuid(), surface: id });
    const path = `/rooms/kick/trash/surfaces/${id}`;
    assert.equal((await owner.call('DELETE', path)).status, 200);
    await ana.event('surface.purged');
    const { text } = await owner.get(`/rooms/kick/documents/text.${id}`);
    assert.equal(text, '');
    assert.deepEqual((await ana.do('surface.trash', 'kick', {})).surfaces, []);
  });
});

describe('a room in the trash', () => {
  let workspace;
  let owner;
  let ana;
  let bea;
  let link;

  before(async () => {
    workspace = await Workspace.open(['--rate-limits', 'off', '--registration', 'open']);
    owner = await Owner.setUp(workspace.server);
    await owner.post('/rooms', { name: 'Kick-off', id: 'kick' });
    ana = await connected(owner);
    const made = await ana.do('link.create', 'kick', { id: uuid(), role: 'editor' });
    link = { path: `/links/${made.link.id}`, secret: made.secret };
    const guest = new Owner(workspace.server);
    const wish = { secret: link.secret, name: 'Bea' };
    const answer = await guest.call('POST', `${link.path}/join`, wish);
    [guest.cookie] = answer.headers['set-cookie'].split(';');
    await guest.refresh();
    bea = await connected(guest);
  });
  after(() => workspace?.close());

  async function connected(person) {
    const { token } = await person.post('/token');
    const client = await workspace.connectWith(token);
    await client.do('room.join', 'kick');
    return client;
  }
  const look = async () => (await owner.call('POST', `${link.path}/look`, { secret: link.secret })).status;
  const rooms = async (path) => (await owner.get(path)).rooms.map(({ id }) => id);

  test('[TRS6][TRS7][EVT26] everybody in it is told, stays connected, and finds it nowhere', async () => {
    await bea.do('chat.send', 'kick', { id: uuid(), text: 'before it' });
    const id = uuid();
    const { seq } = await ana.do('room.delete', 'kick', { id });
    const [, told] = await bea.event('room.deleted');
    assert.equal(told.seq, seq);
    assert.ok(told.until > told.at);
    assert.equal((await ana.do('room.delete', 'kick', { id })).seq, seq);
    for (const [who, name] of [[bea, 'room.join'], [bea, 'chat.history'], [ana, 'chat.history'], [bea, 'room.restore']]) {
      assert.equal(await who.codeOf(name, 'kick', { id: uuid() }), 'not_found', name);
    }
    assert.equal(await look(), 404);
    assert.deepEqual(await rooms('/rooms'), []);
    assert.deepEqual((await owner.get('/search?q=before')).hits, []);
  });

  test('[TRS8][RST46] after a crash its owner finds it in the trash, and it is as it was', async () => {
    await workspace.crash();
    assert.deepEqual(await rooms('/trash/rooms'), ['kick']);
    const [{ name, deleted_by: by }] = (await owner.get('/trash/rooms')).rooms;
    assert.equal(name, 'Kick-off');
    assert.equal(by.name, 'Olga');
    await owner.post('/trash/rooms/kick/restore');
    await owner.post('/trash/rooms/kick/restore');
    ana = await connected(owner);
    const { messages } = await ana.do('chat.history', 'kick', {});
    assert.equal(messages[0].text, 'before it');
    assert.equal(await look(), 200);
    assert.deepEqual(await rooms('/trash/rooms'), []);
  });

  test('[TRS9][RST46] for good it is gone, also after a crash', async () => {
    assert.equal((await owner.call('DELETE', '/trash/rooms/kick')).status, 409);
    assert.equal((await owner.call('DELETE', '/rooms/kick')).status, 200);
    assert.equal(await ana.codeOf('room.purge', 'kick', {}), 'unsupported');
    assert.equal((await owner.call('DELETE', '/trash/rooms/kick')).status, 200);
    await workspace.crash();
    assert.deepEqual(await rooms('/trash/rooms'), []);
    assert.equal((await owner.call('POST', '/trash/rooms/kick/restore')).status, 404);
    assert.equal((await owner.call('POST', '/rooms', { name: 'Again', id: 'kick' })).status, 409);
    assert.equal(await look(), 404);
  });
});
