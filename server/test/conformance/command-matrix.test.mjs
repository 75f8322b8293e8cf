// Every command of a room by every caller over a real Socket.IO connection. Which role a command
// needs stands in server/test/sim/role_matrix_test.cc, which fails for a command without a row; the
// table is read from there, so that a new command is tried here without another list.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { uuid } from './lib/atelier.mjs';
import { Cast, room } from './lib/cast.mjs';

const roles = ['viewer', 'commenter', 'editor', 'owner'];
const outside = ['outsider', 'member'];
// These rely on what the server has checked before, and are none of a client's business.
const ofTheServer = ['file.add', 'link.look', 'link.use', 'knock.ask', 'knock.wait', 'knock.leave', 'present.lapse', 'surface.purge', 'room.purge', 'room.forget'];

let cast;
let least; // name of a command -> the least role
const callers = {};
before(async () => {
  const matrix = new URL('../sim/role_matrix_test.cc', import.meta.url);
  const [, table] = /kFirstFor\{([\s\S]*?)\n\};/.exec(await readFile(matrix, 'utf8'));
  least = {};
  for (const [, role, names] of table.matchAll(/\{Role::k(\w+),\s*\{([^}]*)\}/g)) {
    for (const [, name] of names.matchAll(/"([\w.]+)"/g)) least[name] = role.toLowerCase();
  }
  cast = await Cast.open();
  for (const who of [...roles, ...outside, 'boss']) callers[who] = await cast.connect(who);
});
after(() => cast?.close());

/** The error of a command with nothing in it but an id, or undefined. */
async function attempt(who, name) {
  const answer = await callers[who].ask(name, room, { id: uuid() });
  // With nothing said, the room is archived: undone, for the others still have something to say.
  if (answer.ok && name === 'room.archive') {
    await callers.owner.do('room.archive', room, { id: uuid(), on: false });
  }
  if (answer.ok && name === 'room.delete') {
    await callers.owner.do('room.restore', room, { id: uuid() });
  }
  return answer.error;
}

test('[COR1] the table of commands was found', () => {
  assert.ok(Object.keys(least).length >= 50, JSON.stringify(least));
  for (const name of ['room.look', 'chat.send', 'surface.create', 'room.rename']) {
    assert.ok(roles.includes(least[name]), name);
  }
  for (const name of ofTheServer) assert.equal(least[name], 'owner', name);
});

test('[COR1][COR4] each role may what the table says, and nothing above it', async () => {
  for (const [name, role] of Object.entries(least)) {
    if (ofTheServer.includes(name)) continue;
    for (const who of [...roles, 'boss']) {
      const error = await attempt(who, name);
      const refused = error?.code === 'forbidden' && error.message.startsWith('this needs the role');
      const tooLow = who !== 'boss' && roles.indexOf(who) < roles.indexOf(role);
      assert.equal(refused, tooLow, `${name} as ${who}: ${JSON.stringify(error)}`);
      assert.notEqual(error?.message, 'There is no event of this name.', `${name} as ${who}`);
    }
  }
});

test('[COR2][COR3] who is outside gets for a room what there is for no room', async () => {
  for (const who of outside) {
    for (const name of ['room.join', ...Object.keys(least)]) {
      const here = await callers[who].ask(name, room, { id: uuid() });
      const nowhere = await callers[who].ask(name, 'no-such-room', { id: uuid() });
      assert.equal(here.ok, false, `${name} as ${who}`);
      assert.deepEqual(here.error, nowhere.error, `${name} as ${who}`);
      const code = ofTheServer.includes(name) ? 'unsupported' : 'not_found';
      assert.equal(here.error.code, code, `${name} as ${who}`);
    }
  }
});

test('[EVT5] what only the server may do is no event, not even for owners', async () => {
  for (const name of ofTheServer) {
    for (const who of ['owner', 'boss']) {
      assert.equal((await attempt(who, name))?.code, 'unsupported', `${name} as ${who}`);
    }
  }
});

test('[AUTH47] nobody gets as far as a command without a credential, or with a spent one', async () => {
  for (const token of [undefined, cast.oldToken]) {
    const refused = cast.workspace.connectWith(token).then(
      () => 'accepted',
      (error) => error.data?.code,
    );
    assert.equal(await refused, 'unauthenticated');
  }
});
