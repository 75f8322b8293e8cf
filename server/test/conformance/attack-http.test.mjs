// HTTP as somebody sends it who wants the server, or a proxy before it, to stumble.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { Target, crowd } from './lib/attack.mjs';
import { request, requestText } from './lib/http.mjs';
import { malformedRequests } from './lib/malformed.mjs';
import { temporaryFolder } from './lib/server.mjs';
import { within } from './lib/wait.mjs';

let target;
before(async () => {
  const web = await temporaryFolder();
  after(() => web.remove());
  await mkdir(`${web.path}/assets`);
  await writeFile(`${web.path}/index.html`, '<!doctype html><title>Atelier</title>');
  await writeFile(`${web.path}/assets/big.js`, 'x'.repeat(1_000_000));
  target = await Target.open(['--web', web.path]);
  await writeFile(`${target.folder.path}/secret.txt`, 'a secret');
});
after(() => target?.close());

const paths = ['/', '/api/v1/session', '/socket.io/?EIO=4&transport=polling'];

/** Nothing but one refusal comes, then the end. */
async function assertRefused(what, bytes, { slowly = false } = {}) {
  const connection = await target.raw();
  if (slowly) for (const byte of bytes) connection.send(Buffer.from([byte]));
  else connection.send(bytes);
  const answer = await within(connection.response(), `answer to ${what}`);
  assert.ok(answer.status >= 400 && answer.status <= 505, `${what}: ${answer.status}`);
  await within(connection.ended, `end after ${what}`);
  const rest = await connection.rest();
  assert.equal(rest.length, 0, `${what}: ${rest}`);
  connection.close();
}

for (const path of paths) {
  test(`malformed requests to ${path} are refused, and the connection ends`, async () => {
    await target.withstands(async () => {
      const all = malformedRequests(path);
      await crowd(all.length, 20, (i) => assertRefused(...all[i]));
    });
  });
}

test('malformed requests are refused alike when they come byte by byte', async () => {
  await target.withstands(async () => {
    const all = malformedRequests('/').filter(([, bytes]) => bytes.length < 400);
    await crowd(all.length, 10, (i) => assertRefused(...all[i], { slowly: true }));
  });
});

test('a smuggled request is never answered', async () => {
  const hidden = 'GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n';
  const pairs = [
    `Content-Length: ${hidden.length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
    `Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n${hidden}`,
    `Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${hidden}`,
    `Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${hidden}`,
    `Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
    `Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n${hidden}`,
    `X: y\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
    `Content-Length: 0\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`,
    `Transfer-Encoding: chunked\r\n\r\n0;a=\nb\r\n\r\n${hidden}`,
    `Transfer-Encoding: chunked\r\n\r\n1\r\nab0\r\n\r\n${hidden}`,
    `Transfer-Encoding: chunked\r\n\r\n0\r\nContent-Length : 5\r\n\r\n${hidden}`,
  ];
  await target.withstands(async () => {
    for (const pair of pairs) {
      const connection = await target.raw();
      connection.send(`POST /api/v1/login HTTP/1.1\r\nHost: x\r\n${pair}`);
      await within(connection.ended, `end after ${pair}`);
      const all = (await connection.rest()).toString('latin1');
      assert.match(all, /^HTTP\/1\.1 [45]\d\d /, pair);
      assert.equal(all.split('HTTP/1.1 ').length, 2, all);
    }
  });
});

test('what follows an upgrade that is refused starts no second request', async () => {
  const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket\r\n';
  await target.withstands(async () => {
    for (const path of ['/yjs/calm', '/socket.io/?EIO=4&transport=websocket']) {
      const connection = await target.raw();
      const broken = `GET ${path} HTTP/1.1\r\nHost: x\r\n${upgrade}Sec-WebSocket-Key: x\r\n\r\n`;
      connection.send(`${broken}GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n`);
      await within(connection.ended, `end of ${path}`);
      const all = (await connection.rest()).toString('latin1');
      assert.match(all, /^HTTP\/1\.1 4\d\d /);
      assert.doesNotMatch(all, /atelier_\w+ \d/);
    }
  });
});

test('thousands of pipelined requests are answered in order', async () => {
  await target.withstands(async () => {
    const one = requestText(target.server, 'GET', '/healthz');
    const connection = await target.raw();
    connection.send(Buffer.concat(Array(2000).fill(one)));
    for (let i = 0; i < 2000; i++) assert.equal((await connection.response()).status, 200);
    connection.close();
  });
});

test('who asks thousands of times and never reads is not answered further', async () => {
  for (const path of ['/metrics', '/assets/big.js']) {
    await target.withstands(async () => {
      const deaf = await target.raw();
      deaf.socket.pause();
      const asked = requestText(target.server, 'GET', path);
      for (let i = 0; i < 50; i++) deaf.send(Buffer.concat(Array(200).fill(asked)));
      for (let i = 0; i < 5; i++) await target.roundTrip();
      deaf.close();
    });
  }
});

test('paths out of the folder are not found', async () => {
  const ways = ['..', '%2e%2e', '.%2e', '..%2f', '..%5c', '..\\', '....//', '%252e%252e', '..%00'];
  await target.withstands(async () => {
    for (const way of ways) {
      for (const start of ['/', '/assets/', '/r/', '/api/v1/rooms/calm/files/']) {
        for (const end of ['secret.txt', 'etc/passwd', 'keys']) {
          const path = `${start}${`${way}/`.repeat(6)}${end}`;
          const { status, text } = await request(target.server, 'GET', path);
          assert.ok([200, 400, 401, 404].includes(status), `${path}: ${status}`);
          if (status === 200) assert.match(text, /<title>Atelier/, path); // a page of the app
          assert.doesNotMatch(text, /a secret|root:/, path);
        }
      }
    }
  });
});

test('giant headers and targets are refused before they are kept', async () => {
  await target.withstands(async () => {
    for (const head of [
      `GET /${'a'.repeat(4_000_000)} HTTP/1.1\r\n`,
      `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(4_000_000)}`,
      `GET / HTTP/1.1\r\nHost: x\r\n${'A: b\r\n'.repeat(500_000)}`,
      `${'G'.repeat(4_000_000)}`,
    ]) {
      const connection = await target.raw();
      connection.send(head);
      await within(connection.ended, 'end of the connection');
    }
  });
});

test('a body is refused when it is announced, not when it has come', async () => {
  await target.withstands(async () => {
    for (const [path, length] of [
      ['/', 10],
      ['/api/v1/login', 100_000_000],
      ['/api/v1/rooms/calm/files?name=a', 100_000_000],
      ['/socket.io/?EIO=4&transport=polling', 2_000_000],
    ]) {
      const connection = await target.raw();
      connection.send(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n`);
      const answer = await within(connection.response(), `answer of ${path}`);
      assert.equal(answer.status, 413, path);
      connection.close();
    }
  });
});

test('who never ends a head is cut off, who trickles a body keeps nobody waiting', async () => {
  await target.withstands(async () => {
    const slow = [];
    for (let i = 0; i < 300; i++) slow.push(await target.raw());
    slow.forEach((each, i) => each.send(i % 2 ? 'G' : 'GET / HTTP/1.1\r\nHost: x\r\nX-A: '));
    const bodies = [];
    for (let i = 0; i < 100; i++) bodies.push(await target.raw());
    const start = 'POST /api/v1/login HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n{';
    bodies.forEach((each) => each.send(start));
    const trickle = setInterval(() => {
      for (const each of [...slow, ...bodies]) each.socket.write('a');
    }, 1000);
    try {
      await within(Promise.all(slow.map((each) => each.ended)), 'end of the slow', 16_000);
      for (const each of slow) assert.match(String(await each.rest()), /^(HTTP\/1\.1 408 |$)/);
    } finally {
      clearInterval(trickle);
      for (const each of [...slow, ...bodies]) each.close();
    }
  });
});

test('connections that are reset at any byte leave nothing behind', async () => {
  const text = requestText(target.server, 'POST', '/api/v1/login', { body: '{"email":"a@b.c"}' });
  await target.withstands(async () => {
    await crowd(text.length, 20, async (length) => {
      const connection = await target.raw();
      connection.send(text.subarray(0, length));
      connection.socket.resetAndDestroy();
    });
  });
});
