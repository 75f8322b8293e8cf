// The log of a room: filtered by person, kind and surface, and as a table that a spreadsheet opens.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Workspace, newRoom, uuid } from './lib/atelier.mjs';
import { request } from './lib/http.mjs';
import { Owner } from './lib/owner.mjs';

let workspace;
let owner;
before(async () => {
  workspace = await Workspace.open(['--rate-limits', 'off']);
  owner = await Owner.setUp(workspace.server);
});
after(() => workspace?.close());

const table = (path, who = owner) =>
  request(workspace.server, 'GET', `/api/v1${path}`, {
    headers: who.cookie ? { Cookie: who.cookie } : {},
  });

async function busyRoom(messages) {
  const room = newRoom();
  await owner.post('/rooms', { name: 'Kick-off', id: room });
  const ann = await workspace.connectWith((await owner.post('/token')).token);
  await ann.do('room.join', room);
  const made = [];
  for (const title of ['Brief', 'Notes']) {
    made.push(
      (await ann.do('surface.create', room, { id: uuid(), kind: 'rich', title })).surface.id,
    );
  }
  await ann.do('thread.open', room, {
    id: uuid(),
    anchor: { surface: made[0], target: 'text' },
    text: 'not in the log',
  });
  for (let i = 0; i < messages; ++i)
    await ann.do('chat.send', room, { id: uuid(), text: 'not in the log' });
  return { room, ann, brief: made[0] };
}

test('[RST11] of one surface', async () => {
  const { room, brief } = await busyRoom(1);
  const { events } = await owner.get(`/rooms/${room}/activity?surface=${brief}`);
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ['thread.opened', 'surface.created'],
  );
});

test('[RST47] the whole log as a table, longer than a page', async () => {
  const { room } = await busyRoom(250);
  const answer = await table(`/rooms/${room}/activity.csv`);
  assert.equal(answer.status, 200);
  assert.match(answer.headers['content-type'], /^text\/csv/);
  assert.match(answer.headers['content-disposition'], /attachment; filename="activity-/);
  const [head, ...lines] = answer.text.trimEnd().split('\r\n');
  assert.equal(head.replace('\uFEFF', ''), 'seq,time,event,person_id,person,person_kind,details');
  const seqs = lines.map((line) => Number(line.split(',')[0]));
  const all = seqs.length;
  assert.deepEqual(
    seqs,
    Array.from({ length: all }, (_, i) => all - i),
    'every event once, newest first',
  );
  assert.ok(all > 250);
  assert.ok(!answer.text.includes('not in the log'));
  const some = await table(`/rooms/${room}/activity.csv?kind=surface.`);
  assert.equal(some.text.trimEnd().split('\r\n').length, 3);
});

test('[RST47] for owners only', async () => {
  const { room, ann } = await busyRoom(0);
  const { link, secret } = await ann.do('link.create', room, { id: uuid(), role: 'editor' });
  const gus = new Owner(workspace.server);
  const joined = await gus.call('POST', `/links/${link.id}/join`, { secret, name: '=1+1' });
  [gus.cookie] = joined.headers['set-cookie'].split(';');
  assert.equal((await table(`/rooms/${room}/activity.csv`, gus)).status, 403);
  assert.equal((await table('/audit.csv', gus)).status, 403);
  assert.equal((await table('/audit.csv', { cookie: '' })).status, 401);
  const audit = await table('/audit.csv?kind=account.');
  assert.match(audit.text, /"account\./);
  const mine = await table(`/rooms/${room}/activity.csv`);
  assert.match(mine.text, /,"'=1\+1",/, 'a name is no formula');
});
