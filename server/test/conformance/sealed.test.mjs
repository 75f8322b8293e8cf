// Secrets of the data folder: sealed, under a key that may stand elsewhere, and plain words when it
// does not fit.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { unseal } from './lib/sealed.mjs';
import { binary, environment, startServe } from './lib/server.mjs';

let place;
let folder;
let keyFile;
before(async () => {
  place = await mkdtemp(join(tmpdir(), 'atelier-sealed-'));
  [folder, keyFile] = [join(place, 'data'), join(place, 'key')];
});
after(() => rm(place, { recursive: true, force: true }));

const run = (args) =>
  promisify(execFile)(binary, args, { env: environment });
const token = (...more) =>
  run(['token', '--data', folder, '--user', 'ann', '--name', 'Ann', ...more]);
const serve = () => startServe(folder, { options: ['--key-file', keyFile] });
const isKnown = async (server, jwt) => {
  const headers = { Authorization: `Bearer ${jwt.trim()}` };
  const answer = await fetch(`${server.url}/api/v1/session`, { headers });
  return (await answer.json()).principal?.id;
};

test('[SAF30][SAF32] a server and its commands share secrets that no file shows', async () => {
  const { stdout: jwt } = await token('--key-file', keyFile);
  assert.equal((await stat(keyFile)).mode & 0o777, 0o600);
  const server = await serve();
  try {
    assert.equal(await isKnown(server, jwt), 'ann');
    const { stdout: other } = await token('--key-file', keyFile);
    assert.equal(await isKnown(server, other), 'ann');
  } finally {
    await server.stop();
  }
  const names = await readdir(join(folder, 'keys'));
  assert.equal(names.length, 2);
  for (const name of names) {
    const plain = await unseal(folder, `keys/${name}`, keyFile);
    const bytes = await readFile(join(folder, 'keys', name));
    assert.ok(plain.length >= 32 && !bytes.includes(plain.subarray(0, 16)), name);
  }
  await assert.rejects(stat(join(folder, 'key')));
});

test('[SAF33] without its key, or with another, nothing starts, and it says why', async () => {
  await assert.rejects(token(), /is missing/);
  const flags = ['serve', '--listen', '127.0.0.1:0', '--data', folder, '--key-file', keyFile];
  await rename(keyFile, `${keyFile}.away`);
  await assert.rejects(run(flags), (error) => error.code === 1 && /is missing/.test(error.stderr));
  const other = join(place, 'other');
  await run(['token', '--data', other, '--user', 'a', '--name', 'A', '--key-file', keyFile]);
  await assert.rejects(run(flags), (error) => error.code === 1 && /another key/.test(error.stderr));
  await rename(`${keyFile}.away`, keyFile);
  await chmod(keyFile, 0o644);
  await assert.rejects(run(flags), (error) => error.code === 1 && /chmod 600/.test(error.stderr));
  await chmod(keyFile, 0o600);
});

test('[SAF35] under a new key tokens and links from before are good, and the old key is not', async () => {
  const { stdout: jwt } = await token('--key-file', keyFile);
  const old = await readFile(keyFile);
  const server = await serve();
  const rekey = ['rekey', '--data', folder, '--key-file', keyFile];
  await assert.rejects(run(rekey), /atelier/);
  await server.stop();
  assert.match((await run(rekey)).stdout, /^2 secrets/);
  assert.notDeepEqual(await readFile(keyFile), old);
  const again = await serve();
  assert.equal(await isKnown(again, jwt), 'ann');
  await again.stop();
  const before = join(place, 'before');
  await writeFile(before, old, { mode: 0o600 });
  await assert.rejects(token('--key-file', before), /another key/);
});

test('[SAF34] a password of another server is kept, and no file shows it', async () => {
  const keep = (name, text, key = keyFile) =>
    new Promise((resolve) => {
      const args = ['secret', '--data', folder, '--name', name, '--key-file', key];
      const child = spawn(binary, args, { env: environment });
      child.on('exit', resolve);
      child.stdin.end(text);
    });
  assert.equal(await keep('mail_password', 'word of the mail server\n'), 0);
  assert.equal(await keep('anything', 'word'), 1);
  assert.equal(await keep('mail_password', ''), 1);
  const bytes = await readFile(join(folder, 'secrets/mail_password'));
  assert.ok(!bytes.includes('mail server'));
  const plain = await unseal(folder, 'secrets/mail_password', keyFile);
  assert.equal(plain.toString(), 'word of the mail server');
  const mail = ['--mail-url', 'smtp://127.0.0.1:9', '--mail-from', 'a@example.org'];
  // A user without a password is refused: so the stored one was read.
  const options = ['--key-file', keyFile, ...mail, '--mail-starttls', 'off', '--mail-user', 'ann'];
  const server = await startServe(folder, { options });
  await server.stop();
});

test('[SAF31] what an older server left in plain is sealed at the start', async () => {
  const key = (await readdir(join(folder, 'keys'))).find((name) => name.endsWith('.json'));
  const { stdout: jwt } = await token('--key-file', keyFile);
  const plain = await unseal(folder, `keys/${key}`, keyFile);
  await writeFile(join(folder, 'keys', key), plain, { mode: 0o600 });
  const server = await serve();
  assert.equal(await isKnown(server, jwt), 'ann');
  await server.stop();
  assert.deepEqual(await unseal(folder, `keys/${key}`, keyFile), plain);
});
