// What the workspace has of one person, as an archive: for themselves, and for owners.
import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { after, before, test } from 'node:test';
import { Workspace } from './lib/atelier.mjs';
import { request } from './lib/http.mjs';
import { Person, leaveTraces, mark, options, room } from './lib/leaving.mjs';
import { Owner } from './lib/owner.mjs';
import { unpack } from './lib/zip.mjs';

let workspace;
let owner;
let other;
let person;
const markers = {};
/** A comment that somebody deleted is gone for everybody, and so is text out of a document. */
const gone = ['reply', 'deleted text'];

before(async () => {
  workspace = await Workspace.open(options);
  owner = await Owner.setUp(workspace.server);
  await owner.post('/rooms', { name: 'Plan', id: room });
  other = await Person.come(workspace, owner, { name: 'Bo', email: 'bo@example.org' });
  const [name, status] = [mark(markers, 'name'), mark(markers, 'status')];
  const email = `${mark(markers, 'address')}@example.org`;
  person = await Person.come(workspace, owner, { name, email, status });
  person.email = email;
  await leaveTraces(person, other, markers);
});
after(() => workspace?.close());

async function archiveOf(path, cookie) {
  const headers = { Cookie: cookie };
  const answer = await fetch(`${workspace.server.url}/api/v1${path}`, { headers });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type'), 'application/zip');
  return unpack(Buffer.from(await answer.arrayBuffer()), tmpdir());
}

const json = (archive, name) => JSON.parse(archive.get(name));

/** Names of the markers that stand nowhere in the archive. */
function missing(archive) {
  const all = Buffer.concat([...archive.keys(), ...archive.values()].map((each) => Buffer.from(each)));
  return Object.keys(markers).filter((name) => !all.includes(markers[name]));
}

test('[SAF20] every place that holds something of a person is in their archive', async () => {
  const archive = await archiveOf('/me/export', person.web.cookie);
  assert.deepEqual(missing(archive), gone, [...archive.keys()].join());
  const account = json(archive, 'account.json');
  assert.equal(account.name, markers.name);
  assert.equal(account.email, person.email);
  assert.equal(account.logins.length, 1);
  const said = json(archive, `rooms/${room}/messages.json`);
  assert.ok(said.some(({ content }) => content?.text?.includes(markers.message)));
  const comments = archive.get(`rooms/${room}/comments.json`).toString();
  assert.ok(comments.includes(markers.comment) && comments.includes(markers.suggestion));
  assert.equal(json(archive, `rooms/${room}/reactions.json`).length, 1);
  const files = [...archive].filter(([name]) => name.includes('/files/'));
  assert.equal(files.length, 1);
  assert.equal(files[0][1].toString(), markers.file);
  assert.ok(archive.get(`rooms/${room}/documents/rich.one.md`).includes(markers['rich text']));
  assert.match(archive.get('README.txt').toString(), /one person/);
});

test('[SAF22] nothing that opens a door is in the archive, and no word of others beside documents', async () => {
  const archive = await archiveOf('/me/export', person.web.cookie);
  const text = [...archive]
    .filter(([name]) => !name.includes('/documents/'))
    .map(([, bytes]) => bytes.toString())
    .join();
  assert.doesNotMatch(text, /argon2|invite_|link_|reset_|"hash"|"secret"|"password":/);
  assert.ok(!text.includes(person.web.cookie.split('=')[1]));
  assert.ok(!text.includes('kept for good'));
});

test('[SAF21] owners get it for others, which the log of the workspace says', async () => {
  const archive = await archiveOf(`/people/${person.id}/export`, owner.cookie);
  assert.deepEqual(missing(archive), gone);
  const { events } = await owner.get('/audit?limit=20');
  assert.equal(events.filter(({ kind }) => kind === 'person.exported').length, 1);
});

test('[SAF21] nobody else does, and nobody gets a made-up person', async () => {
  const get = (path, cookie) =>
    request(workspace.server, 'GET', `/api/v1${path}`, { headers: cookie ? { Cookie: cookie } : {} });
  assert.equal((await get(`/people/${person.id}/export`, other.web.cookie)).status, 403);
  assert.equal((await get('/people/made-up/export', owner.cookie)).status, 404);
  assert.equal((await get('/me/export')).status, 401);
});

test('[SAF20] what somebody said stays theirs when they are out of the room, its documents do not', async () => {
  await other.do('member.remove', { principal: person.id });
  const archive = await archiveOf('/me/export', person.web.cookie);
  assert.ok(archive.get(`rooms/${room}/messages.json`).includes(markers.message));
  assert.deepEqual([...archive.keys()].filter((name) => name.includes('/documents/')), []);
});
