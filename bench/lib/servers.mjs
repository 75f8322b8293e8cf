// The measured servers: how each is started and which protocol the load generator speaks to it.
import { createHmac, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startServer } from './processes.mjs';

const peers = path.resolve(import.meta.dirname, '../peers');
const key = { kid: 'bench', issuer: 'bench', secret: randomUUID() };

function peer(file, protocol) {
  return {
    protocol,
    tokens: false,
    start: () => startServer(process.execPath, ['--expose-gc', path.join(peers, file)]),
  };
}

/** `binary` is the `atelier` executable. */
export function allServers(binary) {
  return {
    atelier: { protocol: 'socketio', tokens: true, start: () => startAtelier(binary) },
    'socket.io': peer('socketio.mjs', 'socketio'),
    uWebSockets: peer('uws.mjs', 'raw'),
  };
}

export async function startAtelier(binary) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'atelier-bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const config = path.join(folder, 'atelier.toml');
  const jwtKey = [`kid = "${key.kid}"`, 'algorithm = "HS256"', `secret = "${key.secret}"`];
  writeFileSync(config, `[[jwt_keys]]\n${jwtKey.join('\n')}\nissuer = "${key.issuer}"\n`);
  mkdirSync(path.join(folder, 'data'));
  const flags = ['--listen', '127.0.0.1:0', '--data', path.join(folder, 'data')];
  flags.push('--config', config, '--rate-limits', 'off', '--loops', '1', '--log-level', 'error');
  try {
    const server = await startServer(binary, ['serve', ...flags]);
    const stop = async () => {
      await server.stop();
      remove();
    };
    return { ...server, stop };
  } catch (error) {
    remove();
    throw error;
  }
}

/** A token for user `index`, as an embedding site would sign it. Every connection is another user. */
export const makeToken = (index) => sign(`bench-${index}`, { bench: 'editor' });

/** One editor of the rooms that hold the documents. */
export function documentsToken() {
  const rooms = Array.from({ length: 20 }, (_, index) => [`bench-${index}`, 'editor']);
  return sign('bench-documents', { bench: 'editor', ...Object.fromEntries(rooms) });
}

function sign(user, rooms) {
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    sub: user,
    name: user,
    iss: key.issuer,
    aud: 'atelier',
    iat: now,
    exp: now + 3600,
    jti: randomUUID(),
    rooms,
  };
  const text = `${encode({ alg: 'HS256', typ: 'JWT', kid: key.kid })}.${encode(claims)}`;
  return `${text}.${createHmac('sha256', key.secret).update(text).digest('base64url')}`;
}
