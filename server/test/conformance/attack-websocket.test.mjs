// Frames and connections as no client makes them. `/yjs/<room>` is open to strangers until it has
// looked at who they are, so the strictest and the laxest handshake are both tried.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Target, crowd } from './lib/attack.mjs';
import { RawWebSocket, closePayload, frame, opcode } from './lib/frames.mjs';
import { within } from './lib/wait.mjs';

let target;
before(async () => (target = await Target.open()));
after(() => target?.close());

const engine = '/socket.io/?EIO=4&transport=websocket';
const { binary, close, continuation, ping, text } = opcode;

/** A WebSocket of a member, on either gateway, and its first frame taken. */
async function open(path = engine) {
  const token = await target.token('mallory', 'calm');
  const socket = await RawWebSocket.open(target.server, path === engine ? path : `${path}${token}`);
  if (path === engine) await socket.next();
  return socket;
}

/** The code of the close frame that comes, whatever comes before. */
async function closedWith(socket, what) {
  for (;;) {
    const { kind, code } = await within(socket.next(), `close after ${what}`);
    if (kind === close) return code;
  }
}

const broken = [
  ['an unmasked frame', 1002, frame(text, '2', { masked: false })],
  ['reserved bit 1', 1002, frame(text, '3', { reserved: 4 })],
  ['reserved bit 3', 1002, frame(text, '3', { reserved: 1 })],
  ['an unknown opcode', 1002, frame(3, 'a')],
  ['an unknown control opcode', 1002, frame(11, 'a')],
  ['a fragmented ping', 1002, frame(ping, 'a', { final: false })],
  ['a long ping', 1002, frame(ping, 'a'.repeat(126))],
  ['a continuation of nothing', 1002, frame(continuation, 'a')],
  ['a length of 2^63', 1002, frame(binary, '', { length: 2n ** 63n, width: 64 })],
  ['a length of 2^62', 1009, frame(binary, '', { length: 2n ** 62n, width: 64 })],
  ['bad UTF-8', 1007, frame(text, Buffer.from([0x34, 0xc3, 0x28]))],
  ['half a surrogate', 1007, frame(text, Buffer.from([0x34, 0xed, 0xa0, 0x80]))],
  ['a character beyond Unicode', 1007, frame(text, Buffer.from([0xf5, 0x80, 0x80, 0x80]))],
  ['a close code of 1005', 1002, frame(close, closePayload(1005))],
  ['a close code of 1', 1002, frame(close, closePayload(1))],
  ['a close code of 65535', 1002, frame(close, closePayload(65535))],
  ['a close frame of one byte', 1002, frame(close, 'a')],
  ['a close reason that is no UTF-8', 1007, frame(close, Buffer.from([3, 232, 0xff]))],
];

// WS16: documents have a final code of their own for what is too large.
for (const [path, oversize] of [
  [engine, 1009],
  ['/yjs/calm?token=', 4413],
]) {
  test(`broken frames on ${path} are answered with their code`, async () => {
    await target.withstands(async () => {
      for (const [what, code, bytes] of broken) {
        const socket = await open(path);
        socket.sendBytes(bytes);
        const expected = code === 1009 ? oversize : code;
        assert.equal(await closedWith(socket, what), expected, what);
        socket.close();
      }
    });
  });
}

test('[WS16] a message above the limit is refused before it is kept', async () => {
  await target.withstands(async () => {
    for (const [path, most, code] of [
      [engine, 1_000_000, 1009],
      ['/yjs/calm?token=', 32 * 1_048_576, 4413],
    ]) {
      const socket = await open(path);
      socket.sendBytes(frame(binary, '', { length: most + 1 }));
      assert.equal(await closedWith(socket, 'an oversize message'), code);
      socket.close();
    }
  });
});

test('a message that grows by fragments is cut off at the limit', async () => {
  await target.withstands(async () => {
    const large = await open();
    large.send(text, 'a'.repeat(60_000), { final: false });
    const more = frame(continuation, 'a'.repeat(60_000), { final: false });
    for (let i = 0; i < 20; i++) large.sendBytes(more);
    assert.equal(await closedWith(large, 'an oversize message in pieces'), 1009);
    large.close();
    const many = await open();
    many.send(text, '', { final: false });
    const nothing = frame(continuation, '', { final: false });
    many.sendBytes(Buffer.concat(Array(132_000).fill(nothing)));
    assert.equal(await closedWith(many, 'a flood of empty fragments'), 1008);
    many.close();
  });
});

test('a flood of pings costs whoever does not read their pongs', async () => {
  await target.withstands(async () => {
    const deaf = await open('/yjs/calm?token=');
    deaf.connection.socket.pause();
    const pings = Buffer.concat(Array(1000).fill(frame(ping, 'a'.repeat(125))));
    for (let i = 0; i < 200; i++) deaf.sendBytes(pings);
    for (let i = 0; i < 5; i++) await target.roundTrip();
    deaf.close();
  });
});

test('connections that end in the middle leave nothing behind', async () => {
  const message = frame(binary, Buffer.from([0, 0, 1, 0]));
  await target.withstands(async () => {
    await crowd(60, 10, async (i) => {
      const socket = await open(i % 2 ? engine : '/yjs/calm?token=');
      const { socket: tcp } = socket.connection;
      socket.sendBytes(message.subarray(0, i % message.length));
      if (i % 3 === 0) tcp.resetAndDestroy();
      else if (i % 3 === 1)
        tcp.end(); // half open: we go on listening
      else socket.close();
      if (i % 3 === 1) await within(socket.connection.ended, 'end of a half-open connection');
    });
  });
});

test('what is sent behind a close frame is not read', async () => {
  await target.withstands(async () => {
    const socket = await open();
    const last = Buffer.concat([frame(close, closePayload(1000)), frame(text, '40')]);
    socket.sendBytes(last);
    assert.equal(await socket.closeCode(), 1000);
    await within(socket.connection.ended, 'end of the connection');
    assert.equal((await socket.connection.rest()).length, 0);
    socket.close();
  });
});
