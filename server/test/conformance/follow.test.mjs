// Following and presenting over the real socket: views reach followers only, who presents outlives
// a crash of the server, and leaving ends both.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Workspace, uuid } from './lib/atelier.mjs';

describe('following and presenting', () => {
  let workspace;
  let ana;
  let li;

  before(async () => {
    workspace = await Workspace.open(['--rate-limits', 'off']);
    ana = await workspace.connect('ana', { room: 'studio', role: 'owner' });
    await ana.do('room.join', 'studio');
    li = await workspace.connect('li', { room: 'studio', role: 'editor' });
    await li.do('room.join', 'studio');
  });
  after(() => workspace?.close());

  test('[FOL1][FOL4][FOL6] a view goes to who follows', async () => {
    assert.equal((await li.do('follow.start', 'studio', { principal: 'ana' })).following, 'ana');
    const [, told] = await ana.event('follow.followers');
    assert.deepEqual(told.followers, ['li']);
    await ana.do('follow.view', 'studio', { surface: 'doc', at: { block: 3 } });
    const [room, view] = await li.event('follow.view');
    assert.equal(room, 'studio');
    assert.deepEqual(view, { principal: 'ana', surface: 'doc', at: { block: 3 } });
    await li.do('follow.stop', 'studio', {});
  });

  test('[FOL10][FOL12] who presents is told to all and to who comes', async () => {
    await ana.do('present.start', 'studio', { id: uuid() });
    assert.equal((await li.event('present.started'))[1].principal, 'ana');
    assert.equal((await li.do('room.join', 'studio')).presenting.principal, 'ana');
    await ana.do('present.hand_over', 'studio', { id: uuid(), principal: 'li' });
    assert.equal((await ana.event('present.handed_over'))[1].principal, 'li');
    await li.do('present.stop', 'studio', { id: uuid() });
    assert.equal((await ana.event('present.stopped'))[1].reason, 'stopped');
  });

  test('[FOL7] when the leader leaves, following ends', async () => {
    await li.do('follow.start', 'studio', { principal: 'ana' });
    await ana.do('room.leave', 'studio');
    assert.equal((await li.event('follow.ended'))[1].principal, 'ana');
  });
});
