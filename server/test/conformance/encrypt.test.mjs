// A sealed folder: nothing that people wrote stands in it in the clear, all of it is there after a
// crash, and it is found.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { Workspace, uuid } from './lib/atelier.mjs';
import { traces } from './lib/erased.mjs';
import { request } from './lib/http.mjs';
import { mark } from './lib/leaving.mjs';
import { Owner } from './lib/owner.mjs';
import { binary, startServe, temporaryFolder } from './lib/server.mjs';

const encrypt = (data, ...more) =>
  promisify(execFile)(binary, ['encrypt', '--data', data, ...more]);
const options = ['--rate-limits', 'off'];

/** Somebody writes a little of everything, each with a word of its own. */
async function write(workspace, owner, markers) {
  const room = `r-${uuid()}`;
  await owner.post('/rooms', { name: mark(markers, 'room'), id: room });
  const { token } = await owner.post('/token');
  const ann = await workspace.connectWith(token);
  await ann.do('room.join', room);
  await ann.do('chat.send', room, { id: uuid(), text: `we say ${mark(markers, 'message')}` });
  await owner.post(`/rooms/${room}/documents/notes`, {
    mode: 'append',
    text: mark(markers, 'document'),
  });
  const bytes = `${mark(markers, 'file')} `.repeat(5_000);
  const upload = await request(
    workspace.server,
    'POST',
    `/api/v1/rooms/${room}/files?name=a.txt`,
    {
      headers: {
        Cookie: owner.cookie,
        'X-Atelier-CSRF': owner.csrf,
        Origin: workspace.server.url,
        'Content-Type': 'text/plain',
      },
      body: bytes,
    },
  );
  assert.equal(upload.status, 201, upload.text);
  ann.socket.disconnect();
  return { room, file: JSON.parse(upload.text).file, bytes };
}

async function readBack(owner, markers, { room, file, bytes }) {
  const { messages } = await owner.get(`/rooms/${room}/messages`);
  assert.equal(messages[0].text, `we say ${markers.message}`);
  const { hits } = await owner.get(`/search?q=${markers.message}`);
  assert.equal(hits.length, 1);
  const got = await request(owner.server, 'GET', `/api/v1/rooms/${room}/files/${file}`, {
    headers: { Cookie: owner.cookie },
  });
  assert.equal(got.text, bytes);
}

async function restart(workspace, owner) {
  workspace.server = await startServe(workspace.folder.path, { options });
  owner.server = workspace.server;
  await owner.refresh();
}

test('[SAF50][SAF51][SAF52][SAF54] a folder that is sealed from its first byte', async () => {
  const folder = await temporaryFolder();
  await encrypt(folder.path);
  const workspace = new Workspace(folder, options);
  workspace.server = await startServe(folder.path, { options });
  try {
    const markers = {};
    const owner = await Owner.setUp(workspace.server);
    const left = await write(workspace, owner, markers);
    assert.deepEqual(await traces(folder.path, markers), []);
    await workspace.crash();
    owner.server = workspace.server;
    await owner.refresh();
    await readBack(owner, markers, left);
    assert.deepEqual(await traces(folder.path, markers), []);
  } finally {
    await workspace.close();
  }
});

test('[SAF53][STO47] a folder is sealed later, opened again, and words are found', async () => {
  const workspace = await Workspace.open(options);
  try {
    const markers = {};
    const owner = await Owner.setUp(workspace.server);
    const left = await write(workspace, owner, markers);
    assert.match((await encrypt(workspace.folder.path).catch((error) => error)).stderr, /in use/);
    await workspace.server.stop();
    assert.notDeepEqual(await traces(workspace.folder.path, markers), []);
    await encrypt(workspace.folder.path);
    assert.deepEqual(await traces(workspace.folder.path, markers), []);
    await restart(workspace, owner);
    await readBack(owner, markers, left);
    await workspace.server.stop();
    await encrypt(workspace.folder.path, '--off');
    // An index that is gone is filled anew, here and there.
    await rm(join(workspace.folder.path, 'search.db'), { force: true });
    await restart(workspace, owner);
    await readBack(owner, markers, left);
  } finally {
    await workspace.close();
  }
});
