// Erasing a person: what they wrote, were called and uploaded is in no byte of the data folder any
// more, and what others wrote is all there.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { Workspace } from './lib/atelier.mjs';
import { kindsOfRecords, traces, verifiedLogs } from './lib/erased.mjs';
import { request } from './lib/http.mjs';
import { Person, leaveTraces, mark, options, password, room } from './lib/leaving.mjs';
import { Owner } from './lib/owner.mjs';
import { binary, environment, startServe } from './lib/server.mjs';
import { eventually, within } from './lib/wait.mjs';

async function open() {
  const workspace = await Workspace.open(options);
  return fill(workspace).catch(async (error) => {
    await workspace.close();
    throw error;
  });
}

async function fill(workspace) {
  const owner = await Owner.setUp(workspace.server);
  await owner.post('/rooms', { name: 'Plan', id: room });
  const other = await Person.come(workspace, owner, { name: 'Bo', email: 'bo@example.org' });
  const markers = {};
  const [name, status] = [mark(markers, 'name'), mark(markers, 'status')];
  const email = `${mark(markers, 'address')}@example.org`;
  const person = await Person.come(workspace, owner, { name, email, status });
  person.email = email;
  await leaveTraces(person, other, markers);
  const before = (await traces(workspace.folder.path, markers)).join();
  // A deleted comment may be overwritten already.
  const kept = Object.keys(markers).filter((name) => name !== 'reply');
  const missing = kept.filter((name) => !before.includes(name));
  assert.deepEqual(missing, [], 'every word was stored in the first place');
  await throughRestart(workspace, owner, person, other, markers);
  return { workspace, owner, other, person, markers };
}

/** All memory is stored as snapshots, and a damaged index of words was set aside. */
async function throughRestart(workspace, owner, person, other, markers) {
  const { port } = workspace.server;
  const { path } = workspace.folder;
  const are = async (...kinds) => {
    const found = await kindsOfRecords(path);
    return kinds.every((kind) => found[kind] > 0);
  };
  // What a snapshot stands for is replaced by segments at the next edit.
  await eventually(async () => {
    if (await are('document snapshot', 'document segment')) return true;
    await person.edit('long', (doc) => doc.getText('text').insert(0, 'more '));
    return false;
  }, 'what is compacted');
  await workspace.server.stop();
  assert.ok(await are('room snapshot', 'workspace snapshot'));
  await writeFile(join(path, 'search.db.damaged'), mark(markers, 'damaged index'));
  workspace.server = await startServe(path, { port, options });
  for (const { web } of [{ web: owner }, person, other]) web.server = workspace.server;
  for (const somebody of [person, other]) await somebody.connect();
}

/** What others wrote is all there, and their room works. */
async function othersAreIntact({ workspace, owner, other, person, markers }) {
  other.web.server = workspace.server;
  owner.server = workspace.server;
  await other.web.refresh();
  await owner.refresh();
  const { messages } = await owner.get(`/rooms/${room}/messages?limit=100`);
  const texts = messages.map(({ text }) => text);
  for (const text of ['an answer of somebody else', 'kept for good'])
    assert.ok(texts.includes(text));
  assert.equal(messages.filter(({ deleted }) => deleted).length, 6);
  const { threads } = await owner.get(`/rooms/${room}/threads?state=all`);
  assert.ok(JSON.stringify(threads).includes('look'));
  const documents = `/rooms/${room}/documents`;
  const plain = await owner.get(`${documents}/main`);
  assert.equal(plain.text, 'More. kept words of others. ');
  const { blocks } = await owner.get(`${documents}/rich.one`);
  assert.ok(JSON.stringify(blocks).includes('theirs'), JSON.stringify(blocks));
  const people = JSON.stringify(await owner.get('/people'));
  const audit = JSON.stringify(await owner.get('/audit?limit=200'));
  const activity = JSON.stringify(await owner.get(`/rooms/${room}/activity?limit=200`));
  const history = JSON.stringify(await owner.get(`${documents}/main/versions`));
  const shown = [texts.join(), people, audit, activity, history, JSON.stringify(threads)].join();
  for (const [name, text] of Object.entries(markers)) assert.ok(!shown.includes(text), name);
  for (const text of Object.values(markers)) {
    const found = await owner.get(`/search?q=${text}`);
    assert.equal(JSON.stringify(found).includes(text), false);
  }
  assert.match(audit, /"invite\.revoked"/);
  assert.match(audit, /"account\.erased"/);
  const archive = await request(workspace.server, 'GET', `/api/v1/rooms/${room}/export`, {
    headers: { Cookie: owner.cookie },
  });
  assert.equal(archive.status, 200);
  await other.connect();
  assert.deepEqual((await other.do('file.shared', {})).files, []);
  const { members } = await other.client.do('room.members', room, {});
  const ids = members.map(({ id }) => id);
  assert.ok(ids.includes(other.id) && !ids.includes(person.id), ids.join());
  await other.do('chat.send', { text: 'and on it goes' });
  await other.edit('main', (doc) => doc.getText('text').insert(0, 'Still. '));
}

test('[SAF1][SAF2][SAF3][SAF4][SAF5] who erases their account leaves no byte, and others lose nothing', async () => {
  const { workspace, owner, other, person, markers } = await open();
  try {
    const wrong = await person.web.call('DELETE', '/me', { password: 'not this one' });
    assert.equal(wrong.status, 401);
    const asked = await person.web.call('DELETE', '/me', { password });
    assert.equal(asked.status, 202, asked.text);
    await within(person.client.disconnected, 'the end of the connection');
    await eventually(async () => {
      const path = `/rooms/${room}/messages?limit=100`;
      const answer = await owner.call('GET', path).catch(() => undefined);
      return answer?.status === 200 && !answer.text.includes(markers.name);
    }, 'the room without their name');
    assert.equal((await person.web.get('/session')).principal, undefined);
    await othersAreIntact({ workspace, owner, other, person, markers });
    const login = { email: person.email, password };
    const refused = await new Owner(workspace.server).call('POST', '/login', login);
    assert.notEqual(refused.status, 200);
    await workspace.server.stop();
    assert.deepEqual(await traces(workspace.folder.path, markers), []);
    const logs = await verifiedLogs(workspace.folder.path);
    assert.ok(logs[`room/main/${room}`] > 20);
  } finally {
    await workspace.server.stop();
    await workspace.folder.remove();
  }
});

test('[SAF3][SAF8] atelier erase does the same while the server is down, and twice is fine', async () => {
  const { workspace, owner, other, person, markers } = await open();
  const erase = (...more) =>
    promisify(execFile)(binary, ['erase', '--data', workspace.folder.path, '--person', ...more], {
      env: environment,
    });
  try {
    await assert.rejects(erase(person.email), /another|running|lock/i);
    const { port } = workspace.server;
    await workspace.server.kill();
    await assert.rejects(erase('nobody@example.org'), /nobody with this id/);
    const { stdout } = await erase(person.email);
    assert.match(stdout, /^erased .*: 3 rooms, 4 documents, 1 files, \d+ mails\n$/);
    assert.deepEqual(await traces(workspace.folder.path, markers), []);
    await verifiedLogs(workspace.folder.path);
    await erase(person.id);
    workspace.server = await startServe(workspace.folder.path, { port, options });
    await othersAreIntact({ workspace, owner, other, person, markers });
  } finally {
    await workspace.server.stop();
    await workspace.folder.remove();
  }
});

test('[SAF3][SAF50][SAF53] a sealed folder is erased from as any other', async () => {
  const { workspace, owner, other, person, markers } = await open();
  const run = (...args) => promisify(execFile)(binary, args, { env: environment });
  const data = workspace.folder.path;
  try {
    const { port } = workspace.server;
    await workspace.server.kill();
    await run('encrypt', '--data', data);
    assert.deepEqual(await traces(data, markers), []);
    const { stdout } = await run('erase', '--data', data, '--person', person.email);
    assert.match(stdout, /^erased .*: 3 rooms, 4 documents, 1 files, \d+ mails\n$/);
    // Opened again, so that what was erased could be found.
    await run('encrypt', '--data', data, '--off');
    assert.deepEqual(await traces(data, markers), []);
    await verifiedLogs(data);
    await run('encrypt', '--data', data);
    workspace.server = await startServe(data, { port, options });
    await othersAreIntact({ workspace, owner, other, person, markers });
  } finally {
    await workspace.server.stop();
    await workspace.folder.remove();
  }
});
