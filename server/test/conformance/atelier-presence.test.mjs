// Who is there, what they do, and that lost connections do not stay.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Workspace, newRoom } from './lib/atelier.mjs';

let workspace;
before(async () => (workspace = await Workspace.open()));
after(() => workspace?.close());

const about = (id, fits) => (_room, diff) =>
  diff.changed?.some((member) => member.id === id && fits(member));
const goneFrom = (id) => (_room, diff) =>
  diff.gone?.includes(id) ||
  diff.changed?.some((member) => member.id === id && member.status === 'offline');

describe('presence', { concurrency: true }, () => {
  test('[EVT31][EVT34] an arrival is seen within a second', async () => {
    const room = newRoom();
    const ada = await workspace.enter('ada', room, 'owner');
    const bob = await workspace.enter('bob', room, 'editor');
    const arrived = about('bob', (member) => member.status === 'online');
    const [where, { at, count }] = await ada.event('presence.diff', arrived, 1500);
    assert.equal(where, room);
    assert.equal(count, 2);
    assert.equal(typeof at, 'number');
    ada.close();
    bob.close();
  });

  test('[EVT30] place and status are told to others', async () => {
    const room = newRoom();
    const ada = await workspace.enter('ada', room, 'owner');
    const bob = await workspace.enter('bob', room, 'editor');
    const place = { surface: 'chat', at: { line: 3 } };
    await bob.do('presence.update', room, { active: true, status: 'dnd', place });
    const [, diff] = await ada.event(
      'presence.diff',
      about('bob', (member) => member.status === 'dnd'),
    );
    const member = diff.changed.find(({ id }) => id === 'bob');
    assert.deepEqual(member.place, place);
    assert.ok(member.color >= 0 && member.color <= 9);
    assert.equal(await bob.codeOf('presence.update', room, { status: 'asleep' }), 'invalid');
    ada.close();
    bob.close();
  });

  test('[EVT32] two connections of one person are one entry', async () => {
    const room = newRoom();
    const ada = await workspace.enter('ada', room, 'owner');
    const first = await workspace.enter('bob', room, 'editor');
    const second = await workspace.enter('bob', room, 'editor');
    assert.equal(second.joined.member_count, 2);
    assert.deepEqual(second.joined.members.map(({ id }) => id).sort(), ['ada', 'bob']);
    first.close();
    await ada.say(room, 'still two of us');
    const { members } = await ada.do('room.members', room, {});
    assert.notEqual(members.find(({ id }) => id === 'bob').status, 'offline');
    ada.close();
    second.close();
  });

  test('[EVT34] who leaves or breaks off is gone soon', async () => {
    const room = newRoom();
    const ada = await workspace.enter('ada', room, 'owner');
    const bob = await workspace.enter('bob', room, 'editor');
    const cyd = await workspace.enter('cyd', room, 'editor');
    bob.close();
    cyd.socket.io.engine.transport.ws.terminate();
    const both = ['bob', 'cyd'].map((id) => {
      const seen = new Promise((resolve) => {
        ada.socket.on('presence.diff', (...values) => goneFrom(id)(...values) && resolve());
      });
      return seen;
    });
    await Promise.all(both);
    ada.close();
  });
});
