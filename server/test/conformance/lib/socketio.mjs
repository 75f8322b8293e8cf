// A raw Socket.IO v5 client over one WebSocket: packets as text, attachments as Buffers.
import assert from 'node:assert/strict';
import { WebSocketSession } from './engineio.mjs';

const path = '/socket.io/';

/** An Engine.IO session on which no namespace was joined yet. */
export function openTransport(server, options) {
  return WebSocketSession.open(server, path, options);
}

/** Joins a namespace and takes what the echo app says first. Returns the Socket.IO id. */
export async function join(session, namespace = '/', payload = '') {
  const prefix = namespace === '/' ? '' : `${namespace},`;
  session.send(`40${prefix}${payload}`);
  const answer = await session.next('answer to CONNECT');
  assert.ok(answer.startsWith(`40${prefix}{`), answer);
  const { sid } = JSON.parse(answer.slice(2 + prefix.length));
  const greeting = await session.next('auth event');
  assert.equal(greeting, `42${prefix}["auth",${payload || '{}'}]`);
  return sid;
}

/** Runs `check` with a session that joined the main namespace, and closes it. */
export async function joined(server, check) {
  const session = await openTransport(server);
  try {
    await join(session);
    await check(session);
  } finally {
    session.close();
  }
}

/** The session still answers events of the main namespace. */
export async function assertAlive(session) {
  session.send('42["message","still there"]');
  assert.equal(await session.next(), '42["message-back","still there"]');
}

/** Sends `messages`; the server must close without answering them. */
export async function assertCloses(server, messages, { join: first = true } = {}) {
  const session = await openTransport(server);
  try {
    if (first) await join(session);
    for (const message of messages) session.send(message);
    await session.closed();
    assert.equal(session.messages.length, 0);
  } finally {
    session.close();
  }
}
