// What was removed comes back, also after a crash, or goes for good from the data folder.
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
