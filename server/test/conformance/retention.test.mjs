// For how long a room keeps its messages: who says so, and what everybody is told.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Workspace, newRoom, uuid } from './lib/atelier.mjs';

let workspace;
before(async () => (workspace = await Workspace.open()));
after(() => workspace?.close());

test('[SAF41][EVT23] owners choose for how long messages are kept, and everybody is told', async () => {
  const room = newRoom();
  const ann = await workspace.connect('ann', { room, role: 'owner' });
  const bob = await workspace.connect('bob', { room, role: 'editor' });
  assert.equal((await ann.do('room.join', room)).keep_days, undefined);
  await bob.do('room.join', room);
  const told = bob.event('room.configured');
  await ann.do('room.configure', room, { id: uuid(), keep_days: 90 });
  const said = await ann.do('chat.send', room, { id: uuid(), text: 'kept for a while' });
  assert.ok(said.seq > 0);
  assert.equal((await bob.do('room.join', room)).keep_days, 90);
  const [where, event] = await told;
  assert.deepEqual([where, event.keep_days], [room, 90]);
  for (const [who, keep_days, code] of [
    [bob, 30, 'forbidden'],
    [ann, 31, 'invalid'],
    [ann, 'for ever', 'invalid'],
  ]) {
    assert.equal(await who.codeOf('room.configure', room, { id: uuid(), keep_days }), code);
  }
  await ann.do('room.configure', room, { id: uuid(), keep_days: 0 });
  assert.equal((await ann.do('room.join', room)).keep_days, undefined);
});
