// RFC 6455 against the raw echo at /echo: frames, fragments, UTF-8, closing, limits, handshake.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { RawWebSocket, closePayload, frame, opcode, upgradeHeaders } from './lib/frames.mjs';
import { RawConnection, request, requestText } from './lib/http.mjs';
import { maxPayload, startConformance } from './lib/server.mjs';
import { within } from './lib/wait.mjs';

let server;
before(async () => (server = await startConformance({ calm: true })));
after(() => server?.stop());

const echoLimit = 16 * 1024 * 1024; // of /echo, larger than that of the protocols above it
const { text, binary, continuation, ping, pong, close } = opcode;

async function using(check) {
  const socket = await RawWebSocket.open(server);
  try {
    await check(socket);
  } finally {
    socket.close();
  }
}

async function assertEcho(socket, kind, payload) {
  const back = await socket.message();
  assert.equal(back.kind, kind);
  assert.ok(back.payload.equals(Buffer.from(payload)), 'the payload came back changed');
}

/** Sends frames that are an error; the server says `code` and ends the connection. */
function fails(code, ...frames) {
  return using(async (socket) => {
    for (const bytes of frames) socket.sendBytes(bytes);
    assert.equal(await socket.closeCode(), code);
    await within(socket.connection.rest(), 'end of the connection');
  });
}

describe('WebSocket messages', () => {
  const lengths = [0, 1, 125, 126, 127, 128, 65_535, 65_536, 65_537, maxPayload];
  for (const length of lengths) {
    test(`[WS14] text and binary of ${length} bytes come back`, () =>
      using(async (socket) => {
        socket.send(text, 'x'.repeat(length));
        await assertEcho(socket, text, 'x'.repeat(length));
        socket.send(binary, Buffer.alloc(length, 0xfe));
        await assertEcho(socket, binary, Buffer.alloc(length, 0xfe));
      }));
  }

  test('[WS6] a length may be written longer than needed', () =>
    using(async (socket) => {
      for (const width of [16, 64]) {
        socket.send(text, 'abc', { width });
        await assertEcho(socket, text, 'abc');
      }
    }));

  test('[WS1] frames may arrive byte by byte', () =>
    using(async (socket) => {
      for (const byte of frame(text, 'añ😀')) socket.sendBytes(Buffer.from([byte]));
      await assertEcho(socket, text, 'añ😀');
    }));

  test('[WS1] many frames may arrive at once', () =>
    using(async (socket) => {
      const frames = Array.from({ length: 200 }, (_, i) => frame(text, `message ${i}`));
      socket.sendBytes(Buffer.concat(frames));
      for (let i = 0; i < 200; i++) await assertEcho(socket, text, `message ${i}`);
    }));

  test('[WS5] fragments are joined, empty ones too', () =>
    using(async (socket) => {
      socket.send(text, '', { final: false });
      socket.send(continuation, 'one ', { final: false });
      socket.send(continuation, '', { final: false });
      socket.send(continuation, 'two');
      await assertEcho(socket, text, 'one two');
    }));

  test('[WS9] a character may be cut by fragments', () =>
    using(async (socket) => {
      const bytes = Buffer.from('€😀');
      for (let i = 0; i < bytes.length; i++) {
        const last = i === bytes.length - 1;
        socket.send(i === 0 ? text : continuation, bytes.subarray(i, i + 1), { final: last });
      }
      await assertEcho(socket, text, bytes);
    }));

  test('[WS9] text may hold every character, NUL and non-characters included', () =>
    using(async (socket) => {
      const all = '\0\x7f\x80\u07ff\u0800\ud7ff\ue000\ufffe\uffff\u{10000}\u{10ffff}';
      socket.send(text, all);
      await assertEcho(socket, text, all);
    }));
});

describe('WebSocket control frames', () => {
  for (const length of [0, 5, 125]) {
    test(`[WS4] a ping of ${length} bytes is answered with the same bytes`, () =>
      using(async (socket) => {
        const payload = Buffer.alloc(length, 0xab);
        socket.send(ping, payload);
        const back = await socket.next();
        assert.equal(back.kind, pong);
        assert.deepEqual(back.payload, payload);
      }));
  }

  test('[WS4] a ping between fragments is answered before the message', () =>
    using(async (socket) => {
      socket.send(text, 'one ', { final: false }).send(ping, 'hello').send(continuation, 'two');
      const back = await socket.next();
      assert.equal(back.kind, pong);
      assert.equal(back.payload.toString(), 'hello');
      await assertEcho(socket, text, 'one two');
    }));

  test('[WS4] a pong nobody asked for is ignored', () =>
    using(async (socket) => {
      socket.send(pong, 'x').send(text, 'behind');
      await assertEcho(socket, text, 'behind');
    }));

  test('[WS4] too long or in fragments: 1002', async () => {
    for (const kind of [ping, pong, close]) {
      await fails(1002, frame(kind, Buffer.alloc(126)));
      await fails(1002, frame(kind, '', { final: false }));
    }
  });
});

describe('WebSocket errors of frames', () => {
  for (const reserved of [1, 2, 4, 7]) {
    test(`[WS2] reserved bits ${reserved}: 1002`, () =>
      fails(1002, frame(text, 'x', { reserved })));
  }
  for (const kind of [3, 4, 5, 6, 7, 11, 12, 13, 14, 15]) {
    test(`[WS2] opcode ${kind}: 1002`, () => fails(1002, frame(kind, '')));
  }
  test('[WS3] a frame without a mask: 1002', () =>
    fails(1002, frame(text, 'x', { masked: false })));
  test('[WS5] a continuation of nothing: 1002', () => fails(1002, frame(continuation, 'x')));
  test('[WS5] a continuation behind a whole message: 1002', () =>
    using(async (socket) => {
      socket.send(text, 'whole').send(continuation, 'x');
      await assertEcho(socket, text, 'whole');
      assert.equal(await socket.closeCode(), 1002);
    }));
  test('[WS5] a new message inside one: 1002', () =>
    fails(1002, frame(text, 'a', { final: false }), frame(text, 'b')));
  test('[WS7] an error of the first bytes is found without the rest', () =>
    fails(1002, Buffer.from([0xf1, 0x80])));
  test('[WS13] nothing behind an error is read', () => fails(1002, frame(3, ''), frame(text, 'x')));
});

const broken = {
  'a lone continuation byte': [0x80],
  'an overlong slash': [0xc0, 0xaf],
  'an overlong NUL of three bytes': [0xe0, 0x80, 0x80],
  'a surrogate': [0xed, 0xa0, 0x80],
  'a value above the last character': [0xf4, 0x90, 0x80, 0x80],
  'a first byte that never occurs': [0xff],
  'an end inside a character': [0xe2, 0x82],
};

describe('WebSocket text that is no UTF-8', () => {
  for (const [what, bytes] of Object.entries(broken)) {
    test(`[WS9] ${what}: 1007`, () => fails(1007, frame(text, Buffer.from(bytes))));
    test(`[WS9] ${what} in the second fragment: 1007`, () =>
      fails(1007, frame(text, 'ok', { final: false }), frame(continuation, Buffer.from(bytes))));
  }

  test('[WS9] is found before the message is complete', () =>
    fails(1007, frame(text, Buffer.from([0x61, 0xff]), { final: false })));

  test('[WS9] is no error in binary messages', () =>
    using(async (socket) => {
      socket.send(binary, Buffer.from([0xff, 0x80]));
      await assertEcho(socket, binary, Buffer.from([0xff, 0x80]));
    }));
});

describe('WebSocket closing', () => {
  for (const code of [1000, 1001, 1003, 1007, 1011, 3000, 3999, 4000, 4999]) {
    test(`[WS8] ${code} is answered with a close frame`, () =>
      using(async (socket) => {
        socket.send(close, closePayload(code, 'bye'));
        assert.equal(await socket.closeCode(), code);
        await within(socket.connection.rest(), 'end of the connection');
      }));
  }

  test('[WS8] an empty close frame is answered', () =>
    using(async (socket) => {
      socket.send(close, '');
      assert.ok([1000, 1005].includes(await socket.closeCode()));
      await within(socket.connection.rest(), 'end of the connection');
    }));

  for (const code of [0, 999, 1004, 1005, 1006, 1015, 1016, 2000, 2999, 5000, 65_535]) {
    test(`[WS8] ${code} may not be sent: 1002`, () =>
      fails(1002, frame(close, closePayload(code))));
  }

  test('[WS8] half a code: 1002', () => fails(1002, frame(close, Buffer.from([3]))));

  test('[WS8] a reason that is no UTF-8: 1007', () =>
    fails(1007, frame(close, Buffer.from([0x03, 0xe8, 0xff]))));

  test('[WS8] what follows a close frame is dropped', () =>
    using(async (socket) => {
      socket.send(close, closePayload(1000)).send(text, 'late');
      assert.equal(await socket.closeCode(), 1000);
      assert.equal((await within(socket.connection.rest(), 'end')).length, 0);
    }));

  test('a connection that breaks without closing harms nobody', async () => {
    const first = await RawWebSocket.open(server);
    first.send(text, 'half', { final: false });
    first.close();
    await using(async (socket) => {
      socket.send(text, 'still there');
      await assertEcho(socket, text, 'still there');
    });
  });
});

describe('WebSocket limits', () => {
  test('[WS10] a length above the limit: 1009 before the payload comes', () =>
    fails(1009, frame(binary, '', { length: echoLimit + 1 })));

  test('[WS10] fragments above the limit together: 1009', () =>
    fails(
      1009,
      frame(binary, Buffer.alloc(600_000), { final: false }),
      frame(continuation, '', { length: echoLimit }),
    ));

  test('[WS6] a length with the highest bit set is an error', () =>
    using(async (socket) => {
      socket.sendBytes(Buffer.from([0x82, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
      assert.ok([1002, 1009].includes(await socket.closeCode()));
    }));

  test('[WS11] fragments without end are an error: 1008 or 1009', () =>
    using(async (socket) => {
      const empty = frame(continuation, '', { final: false });
      socket.send(binary, '', { final: false });
      socket.sendBytes(Buffer.concat(Array.from({ length: 140_000 }, () => empty)));
      assert.ok([1008, 1009].includes(await socket.closeCode()));
    }));
});

describe('WebSocket handshake', () => {
  const refused = [
    [[400], 'WS22', 'a key that is too short', { 'Sec-WebSocket-Key': 'c2hvcnQ=' }],
    [[400], 'WS22', 'a key that is no base64', { 'Sec-WebSocket-Key': '!'.repeat(24) }],
    [[426, 400], 'WS21', 'version 8', { 'Sec-WebSocket-Version': '8' }],
    [[400, 426], 'WS20', 'another protocol', { Upgrade: 'h2c' }],
  ];
  for (const [statuses, rule, what, headers] of refused) {
    test(`[${rule}] ${what} is refused`, async () => {
      const all = { headers: upgradeHeaders(headers) };
      const answer = await request(server, 'GET', '/echo', all);
      assert.ok(statuses.includes(answer.status), `${answer.status}`);
      if (rule === 'WS21') assert.equal(answer.headers['sec-websocket-version'], '13');
    });
  }

  test('[WS20] no upgrade and another method are refused', async () => {
    assert.ok([400, 426].includes((await request(server, 'GET', '/echo')).status));
    const answer = await request(server, 'POST', '/echo', { headers: upgradeHeaders(), body: '' });
    assert.ok([400, 405].includes(answer.status), `${answer.status}`);
  });

  test('[WS20] the tokens may be in any case and among others', () =>
    assertUpgraded({ Connection: 'keep-alive, UPGRADE', Upgrade: 'WebSocket' }));

  test('[WS24] an extension that was not agreed on is not used', () =>
    assertUpgraded({ 'Sec-WebSocket-Extensions': 'x-unknown; a=b' }));

  async function assertUpgraded(headers) {
    const connection = await RawConnection.open(server);
    const all = { headers: upgradeHeaders(headers) };
    connection.send(requestText(server, 'GET', '/echo', all));
    const answer = await connection.response({ headOnly: true });
    assert.equal(answer.status, 101);
    assert.equal(answer.headers['sec-websocket-extensions'], undefined);
    connection.close();
  }

  test('[HTTP21] frames may follow in the same packet as the handshake', async () => {
    const connection = await RawConnection.open(server);
    const head = requestText(server, 'GET', '/echo', { headers: upgradeHeaders() });
    connection.send(Buffer.concat([head, frame(text, 'early')]));
    assert.equal((await connection.response({ headOnly: true })).status, 101);
    await assertEcho(new RawWebSocket(connection), text, 'early');
    connection.close();
  });
});
