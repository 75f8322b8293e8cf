// Starts and stops the server under test. ATELIER_BIN names another executable with the same
// command line, so that the tests themselves can be checked against other implementations.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { within } from './wait.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..');
export const binary = resolve(root, process.env.ATELIER_BIN ?? 'build/release/atelier');
export const pingInterval = 300;
export const pingTimeout = 200;
export const maxPayload = 1_000_000;
export const connectTimeout = 1000;

const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

// The server takes ATELIER_* as settings; those of whoever runs the tests are not meant for it.
export const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('ATELIER_')),
);

/** Resolves when the line with the address is printed. */
async function start(options) {
  const child = spawn(binary, options, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let log = '';
  child.stderr.on('data', (text) => (log = (log + text).slice(-4000)));
  const ended = new Promise((done) => {
    child.on('error', (error) => done({ error }));
    child.on('exit', (code, signal) => done({ code, signal }));
  }).finally(() => running.delete(child));
  const address = new Promise((done) => {
    let text = '';
    child.stdout.on('data', (more) => {
      text += more;
      const found = /^atelier listening on (http:\/\/\S+)$/m.exec(text);
      if (found) done(found[1]);
    });
  });
  const early = ended.then(({ error, code, signal }) => {
    throw new Error(`${binary} ended: ${error ?? signal ?? code}\n${log}`);
  });
  early.catch(() => {}); // an end after the start is none of its business
  const url = await within(Promise.race([address, early]), 'listening line', 20_000);
  return describe(child, url, ended, () => log);
}

function describe(child, url, ended, log) {
  const { hostname: host, port, host: authority } = new URL(url);
  const end = async (signal) => {
    child.kill(signal);
    return within(ended, `end after ${signal}`, 20_000);
  };
  return {
    url,
    host,
    authority,
    port: Number(port),
    webSocketUrl: url.replace('http', 'ws'),
    log,
    /** Drains; the exit code tells whether it went well. */
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/** The echo app that protocol tests expect; `calm` for tests in which no session may time out. */
export function startConformance({ calm = false, options = [] } = {}) {
  const [interval, timeout] = calm ? [25_000, 20_000] : [pingInterval, pingTimeout];
  const times = ['--ping-interval', String(interval), '--ping-timeout', String(timeout)];
  return start(['conformance', '--listen', '127.0.0.1:0', ...times, ...options]);
}

/** The whole server on a data folder; `port` to come back where it was before. */
export function startServe(data, { port = 0, options = [] } = {}) {
  return start(['serve', '--listen', `127.0.0.1:${port}`, '--data', data, ...options]);
}

export async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'atelier-conformance-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** A token of `atelier token`, for a room with a role or for neither. */
export async function makeToken(data, user, { room, role, ttl, name = user } = {}) {
  const options = ['token', '--data', data, '--user', user, '--name', name];
  if (room) options.push('--room', room, '--role', role ?? 'editor');
  if (ttl) options.push('--ttl', ttl);
  const { stdout } = await promisify(execFile)(binary, options, { env: environment });
  return stdout.trim();
}
