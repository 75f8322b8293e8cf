// What attacks are made on: a server of its own, two people in a room of it who must never notice,
// and the promises that hold whatever is sent: it lives, it keeps its memory, it ends with 0. With a
// server that was built with sanitizers their findings fail the test, too.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { Client, uuid } from './atelier.mjs';
import { binary, temporaryFolder } from './server.mjs';
import { RawConnection } from './http.mjs';
import { unseal } from './sealed.mjs';
import { within } from './wait.mjs';

const megabyte = 1_048_576;
const room = 'calm';
const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

// Freed memory that the sanitizer keeps back would look like growth.
const sanitizers = {
  ASAN_OPTIONS: 'detect_leaks=1:abort_on_error=0:quarantine_size_mb=8:malloc_context_size=12',
  UBSAN_OPTIONS: 'print_stacktrace=1',
};

function environment() {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('ATELIER_'));
  return { ...Object.fromEntries(kept), ...sanitizers };
}

function run(options) {
  const child = spawn(binary, options, { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const server = { child, log: '' };
  child.stderr.on('data', (text) => (server.log += text));
  server.ended = new Promise((resolve) => {
    child.on('exit', (code, signal) => resolve({ code, signal }));
  }).finally(() => running.delete(child));
  return server;
}

export async function startServer(data, options, port = 0) {
  const server = run(['serve', '--listen', `127.0.0.1:${port}`, '--data', data, ...options]);
  const address = new Promise((resolve) => {
    let text = '';
    server.child.stdout.on('data', (more) => {
      text += more;
      const found = /^atelier listening on (http:\/\/\S+)$/m.exec(text);
      if (found) resolve(found[1]);
    });
  });
  const early = server.ended.then(() => assert.fail(`the server ended:\n${server.log}`));
  early.catch(() => {});
  server.url = await within(Promise.race([address, early]), 'listening line', 30_000);
  const { hostname, port: given, host } = new URL(server.url);
  Object.assign(server, { host: hostname, port: Number(given), authority: host });
  return Object.assign(server, { webSocketUrl: server.url.replace('http', 'ws') });
}

/** What the server signs its own tokens with. */
export async function signingKey(folder) {
  const file = (await readdir(`${folder}/keys`)).find((name) => name.endsWith('.json'));
  const { kid, secret } = JSON.parse(await unseal(folder, `keys/${file}`));
  return { kid, secret: Buffer.from(secret, 'base64url') };
}

/** A token that the server would have made, with `claims` and `head` instead of what is usual. */
export async function signToken(folder, claims, head = {}) {
  const key = await signingKey(folder);
  const now = Math.floor(Date.now() / 1000);
  const usual = { iss: 'atelier', aud: 'atelier', iat: now, exp: now + 3600, jti: uuid() };
  const parts = [
    { alg: 'HS256', typ: 'JWT', kid: key.kid, ...head },
    { ...usual, name: claims.sub, ...claims },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  const signed = createHmac('sha256', key.secret);
  return `${parts.join('.')}.${signed.update(parts.join('.')).digest('base64url')}`;
}

export class Target {
  static async open(options = [], prepare = async () => {}) {
    const target = new Target();
    target.folder = await temporaryFolder();
    target.options = options;
    await prepare(target.folder.path);
    target.server = await startServer(target.folder.path, options);
    target.alice = await target.enter('alice', room);
    target.bob = await target.enter('bob', room);
    return target;
  }

  clients = new Set();
  sent = 0;

  token(sub, room, role = 'editor', claims = {}) {
    const rooms = room === undefined ? {} : { rooms: { [room]: role } };
    return signToken(this.folder.path, { sub, ...rooms, ...claims });
  }

  async connect(sub, room, role, options) {
    return this.connectWith(await this.token(sub, room, role), options);
  }

  connectWith(token, options) {
    const client = new Client(this.server.url, token, options);
    this.clients.add(client);
    return client.ready();
  }

  async enter(sub, room, role = 'editor') {
    const client = await this.connect(sub, room, role);
    await client.do('room.join', room);
    return client;
  }

  raw() {
    return RawConnection.open(this.server);
  }

  /** What well-behaved people do: one speaks, the other hears it. */
  async roundTrip() {
    this.sent += 1;
    const text = `still well ${this.sent}`;
    const heard = this.bob.event('chat.message', (_room, message) => message.text === text, 20_000);
    const [answer] = await Promise.all([this.alice.say(room, text), heard]);
    assert.equal(answer.ok, true);
  }

  async resident() {
    const status = await readFile(`/proc/${this.server.child.pid}/status`, 'utf8');
    return (Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)[1]) * 1024) / megabyte;
  }

  /** Runs `attack`; people go on meanwhile and afterwards, and the memory stays within bounds. */
  async withstands(attack, { megabytes = 150 } = {}) {
    await this.roundTrip();
    const before = await this.resident();
    let over = false;
    const life = (async () => {
      while (!over) {
        await this.roundTrip();
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
    })();
    life.catch(() => {});
    try {
      await Promise.race([attack(), life.then(() => new Promise(() => {}))]);
    } finally {
      over = true;
    }
    await life;
    await this.roundTrip();
    const grown = (await this.resident()) - before;
    assert.ok(grown < megabytes, `the memory grew by ${grown.toFixed()} MB`);
    assert.equal(this.server.child.exitCode, null);
  }

  /** Everybody leaves; the server ends with 0 and no sanitizer had anything to say. */
  async close() {
    for (const client of this.clients) client.close();
    this.server.child.kill('SIGTERM');
    const end = await within(this.server.ended, 'end after SIGTERM', 30_000);
    await this.folder.remove();
    assertClean(this.server.log);
    assert.deepEqual(end, { code: 0, signal: null }, this.server.log.slice(-3000));
  }
}

export function assertClean(log) {
  const found = /runtime error|ERROR: \w+Sanitizer|assertion/i.exec(log);
  if (found) assert.fail(log.slice(Math.max(0, found.index - 500), found.index + 6000));
}

/** `width` of the calls run at a time. */
export async function crowd(count, width, call) {
  let next = 0;
  const worker = async () => {
    while (next < count) await call(next++);
  };
  await Promise.all(Array.from({ length: Math.min(width, count) }, worker));
}
