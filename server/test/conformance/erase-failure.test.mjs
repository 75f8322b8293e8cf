// Erasures that cannot be done: of nobody, and of somebody in whose documents something is broken.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { Workspace } from './lib/atelier.mjs';
import { traces } from './lib/erased.mjs';
import { Owner } from './lib/owner.mjs';
import { startServe } from './lib/server.mjs';
import { eventually } from './lib/wait.mjs';

const room = 'plan';

const swapper = `
import sqlite3, sys
records = sqlite3.connect(sys.argv[1])
where = " WHERE partition = ? AND sort >= CAST('log/' AS BLOB) AND sort < CAST('log0' AS BLOB)"
partition = sys.argv[2].encode()
before = records.execute('SELECT value FROM records' + where, (partition,)).fetchone()[0]
records.execute('UPDATE records SET value = ?' + where, (bytes.fromhex(sys.argv[3]), partition))
records.commit()
print(bytes(before).hex())
`;

/** Puts other bytes into the log of a document; what was there before. */
async function swap(folder, document, bytes) {
  const partition = `document/main/${room}/${document}`;
  const file = join(folder, 'records.db');
  const { stdout } = await promisify(execFile)('python3', ['-c', swapper, file, partition, bytes]);
  return stdout.trim();
}

async function work(workspace, name, markers) {
  const client = await workspace.connect(name, { room, role: 'editor' });
  await client.do('room.join', room);
  markers[name] = `zq${randomBytes(9).toString('hex')}xk`;
  await client.say(room, markers[name]);
  const url = `${workspace.server.url}/api/v1/rooms/${room}/documents/text.${name}`;
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${await workspace.token(name)}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({ mode: 'append', text: markers[name] }),
  });
  assert.ok(answer.status < 300, await answer.text());
  return client;
}

async function restart(workspace, owner) {
  workspace.server = await startServe(workspace.folder.path, workspace);
  owner.server = workspace.server;
  await owner.refresh();
}

test('[SAF3] nobody is erased when the id is made up, and nothing begins anew', async () => {
  const workspace = await Workspace.open();
  try {
    const owner = await Owner.setUp(workspace.server);
    await owner.post('/rooms', { name: 'Plan', id: room });
    const client = await work(workspace, 'bob', {});
    const answer = await owner.call('DELETE', '/people/made-up', {});
    assert.equal(answer.status, 404);
    assert.equal(answer.json.error.code, 'not_found');
    await client.say(room, 'still here');
    const known = await owner.call('DELETE', '/people/bob', {});
    assert.equal(known.status, 202, known.text);
    await client.disconnected;
    await workspace.server.stop();
    assert.equal(workspace.server.log().match(/beginning anew/g).length, 1);
  } finally {
    await workspace.close();
  }
});

test('[SAF7][SAF9] an erasure that fails is said, stays noted, and stops neither the server nor others', async () => {
  const workspace = await Workspace.open();
  const markers = {};
  try {
    const owner = await Owner.setUp(workspace.server);
    await owner.post('/rooms', { name: 'Plan', id: room });
    for (const name of ['bob', 'cy']) await work(workspace, name, markers);
    await workspace.server.stop();
    const whole = await swap(workspace.folder.path, 'text.bob', '00ff');
    await restart(workspace, owner);
    for (const name of ['bob', 'cy']) {
      const asked = await owner.call('DELETE', `/people/${name}`, {});
      assert.equal(asked.status, 202, asked.text);
    }
    const said = /atelier: an erasure is not finished: .*bob could not be erased: document plan/;
    await eventually(() => said.test(workspace.server.log()), 'the failure on stderr');
    await eventually(
      () => owner.call('GET', `/rooms/${room}`).then((answer) => answer.status === 200, () => false),
      'the server after the failure',
    );
    await workspace.server.stop();
    assert.match(workspace.server.log(), /erasure_failed/);
    assert.deepEqual(await traces(workspace.folder.path, markers), [], 'all other places are done');

    await restart(workspace, owner);
    assert.match(workspace.server.log(), said, 'tried again at the next start');
    await workspace.server.stop();
    await swap(workspace.folder.path, 'text.bob', whole);
    assert.ok((await traces(workspace.folder.path, markers)).join().includes('bob in'));
    await restart(workspace, owner);
    await workspace.server.stop();
    assert.doesNotMatch(workspace.server.log(), /not finished/);
    assert.deepEqual(await traces(workspace.folder.path, markers), []);
  } finally {
    await workspace.close();
  }
});
