// A meeting over a real socket: started, attended by two, ended; its summary outlives a restart.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Workspace, uuid } from './lib/atelier.mjs';
import { Owner } from './lib/owner.mjs';

describe('meetings', () => {
  let workspace;
  let owner;
  let host;
  let meeting;

  async function come() {
    const { token } = await owner.post('/token');
    host = await workspace.connectWith(token);
    return host.do('room.join', 'kick');
  }
  before(async () => {
    workspace = await Workspace.open(['--rate-limits', 'off']);
    owner = await Owner.setUp(workspace.server);
    await owner.post('/rooms', { name: 'Kick-off', id: 'kick' });
    await come();
  });
  after(() => workspace?.close());

  const summary = () => host.do('meeting.summary', 'kick', { meeting: meeting.id });

  test('[MTG1][MTG2][RST28] it is told to who is there, to who comes and to lists', async () => {
    ({ meeting } = await host.do('meeting.start', 'kick', { id: uuid(), title: 'Kick-off' }));
    const [room, told] = await host.event('meeting.started');
    assert.equal(room, 'kick');
    assert.deepEqual(told.meeting, meeting);
    assert.equal((await come()).meeting.id, meeting.id);
    const { rooms } = await owner.get('/rooms');
    assert.equal(rooms.find(({ id }) => id === 'kick').meeting.title, 'Kick-off');
  });

  test('[MTG7][MTG9] who was there and what was pinned is in the summary', async () => {
    const { seq } = await host.do('chat.send', 'kick', { id: uuid(), text: 'We ship on Friday.' });
    await host.do('chat.pin', 'kick', { id: uuid(), seq, on: true });
    await host.do('meeting.end', 'kick', { id: uuid(), meeting: meeting.id });
    const [, ended] = await host.event('meeting.ended');
    assert.equal(ended.meeting, meeting.id);
    const told = await summary();
    assert.deepEqual(told.decisions, [seq]);
    assert.equal(told.people.length, 1);
    assert.ok(told.people[0].ms >= 0);
    const { ok, ...rest } = told;
    assert.ok(ok);
    assert.deepEqual(await owner.get(`/rooms/kick/meetings/${meeting.id}`), rest);
  });

  test('[MTG8] after a restart it is all there', async () => {
    const before = await summary();
    await workspace.crash();
    owner.server = workspace.server;
    await come();
    assert.deepEqual(await summary(), before);
    const { meetings } = await owner.get('/rooms/kick/meetings');
    assert.deepEqual(
      meetings.map(({ id, decisions, people }) => [id, decisions, people]),
      [[meeting.id, 1, 1]],
    );
  });
});
