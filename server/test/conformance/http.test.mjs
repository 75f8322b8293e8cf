// HTTP/1.1 as the server must read it: what two parsers could read in two ways is refused.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PollingSession } from './lib/engineio.mjs';
import { RawConnection, request, requestText } from './lib/http.mjs';
import { startConformance } from './lib/server.mjs';
import { within } from './lib/wait.mjs';

let server;
before(async () => (server = await startConformance({ calm: true })));
after(() => server?.stop());

const target = '/engine.io/?EIO=4&transport=polling';
const get = `GET ${target} HTTP/1.1\r\nHost: x\r\n`;
const post = `POST ${target} HTTP/1.1\r\nHost: x\r\n`;
const chunked = `${post}Transfer-Encoding: chunked\r\n\r\n`;
const smuggled = `0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n`;

const refused = [
  [
    'HTTP17',
    400,
    'two ways to say the length',
    `${post}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n${smuggled}`,
  ],
  ['HTTP16', 400, 'two lengths', `${post}Content-Length: 1\r\nContent-Length: 2\r\n\r\na`],
  [
    'HTTP16',
    400,
    'the same length twice',
    `${post}Content-Length: 1\r\nContent-Length: 1\r\n\r\na`,
  ],
  ['HTTP16', 400, 'a list of lengths', `${post}Content-Length: 1, 1\r\n\r\na`],
  ['HTTP16', 400, 'a negative length', `${post}Content-Length: -1\r\n\r\n`],
  ['HTTP16', 400, 'a length with a sign', `${post}Content-Length: +1\r\n\r\na`],
  ['HTTP16', 400, 'a hexadecimal length', `${post}Content-Length: 0x1\r\n\r\na`],
  ['HTTP16', 400, 'an empty length', `${post}Content-Length:\r\n\r\n`],
  [
    'HTTP16',
    400,
    'a length beyond 64 bits',
    `${post}Content-Length: 18446744073709551617\r\n\r\na`,
  ],
  ['HTTP4', 400, 'a folded header line', `${get}X-A: b\r\n c\r\n\r\n`],
  [
    'HTTP4',
    400,
    'white space before the first header',
    `GET ${target} HTTP/1.1\r\n Host: x\r\n\r\n`,
  ],
  ['HTTP2', 400, 'a bare line feed', `GET ${target} HTTP/1.1\nHost: x\n\n`],
  ['HTTP2', 400, 'a bare line feed between headers', `${get}X-A: b\nX-C: d\r\n\r\n`],
  ['HTTP2', 400, 'a bare carriage return', `${get}X-A: b\rX-C: d\r\n\r\n`],
  ['HTTP2', 400, 'a NUL in a value', `${get}X-A: b\0c\r\n\r\n`],
  ['HTTP2', 400, 'a control character in a value', `${get}X-A: b\x01c\r\n\r\n`],
  ['HTTP5', 400, 'a space before the colon', `${get}X-A : b\r\n\r\n`],
  ['HTTP5', 400, 'a header without a colon', `${get}X-A\r\n\r\n`],
  ['HTTP5', 400, 'a header without a name', `${get}: b\r\n\r\n`],
  ['HTTP5', 400, 'a name that is no token', `${get}X(A): b\r\n\r\n`],
  ['HTTP6', 400, 'two spaces in the request line', `GET  ${target} HTTP/1.1\r\nHost: x\r\n\r\n`],
  ['HTTP6', 400, 'a tab in the request line', `GET\t${target} HTTP/1.1\r\nHost: x\r\n\r\n`],
  ['HTTP6', 400, 'a request line without a version', `GET ${target}\r\nHost: x\r\n\r\n`],
  ['HTTP7', 400, 'a version of other letters', `GET ${target} http/1.1\r\nHost: x\r\n\r\n`],
  ['HTTP7', 400, 'a version of two digits', `GET ${target} HTTP/1.10\r\nHost: x\r\n\r\n`],
  ['HTTP8', 505, 'the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['HTTP8', 505, 'another version', `GET ${target} HTTP/3.0\r\nHost: x\r\n\r\n`],
  ['HTTP9', 431, 'too long headers', `${get}X-A: ${'a'.repeat(17_000)}\r\n\r\n`],
  ['HTTP10', 431, 'too many headers', `${get}${'X-A: b\r\n'.repeat(101)}\r\n`],
  ['HTTP12', 501, 'CONNECT', 'CONNECT x:80 HTTP/1.1\r\nHost: x:80\r\n\r\n'],
  ['HTTP12', 400, 'a star with GET', 'GET * HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['HTTP13', 414, 'a too long target', `GET /${'a'.repeat(8200)} HTTP/1.1\r\nHost: x\r\n\r\n`],
  ['HTTP13', 400, 'a fragment in the target', 'GET /a#b HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['HTTP13', 400, 'a byte above ASCII in the target', 'GET /\xe4 HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['HTTP14', 400, 'no Host', `GET ${target} HTTP/1.1\r\n\r\n`],
  ['HTTP14', 400, 'two Hosts', `${get}Host: x\r\n\r\n`],
  ['HTTP15', 400, 'an empty Host', `GET ${target} HTTP/1.1\r\nHost:\r\n\r\n`],
  ['HTTP15', 400, 'a Host with a path', `GET ${target} HTTP/1.1\r\nHost: x/y\r\n\r\n`],
  ['HTTP18', 501, 'another coding', `${post}Transfer-Encoding: gzip, chunked\r\n\r\n${smuggled}`],
  ['HTTP18', 400, 'chunked twice', `${post}Transfer-Encoding: chunked, chunked\r\n\r\n${smuggled}`],
  [
    'HTTP18',
    400,
    'chunked in HTTP/1.0',
    `POST ${target} HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${smuggled}`,
  ],
  ['HTTP19', 400, 'a chunk size of 0x1', `${chunked}0x1\r\na\r\n0\r\n\r\n`],
  ['HTTP19', 400, 'a chunk size of +1', `${chunked}+1\r\na\r\n0\r\n\r\n`],
  ['HTTP19', 400, 'a chunk size with an underscore', `${chunked}1_0\r\na\r\n0\r\n\r\n`],
  ['HTTP19', 400, 'a chunk size beyond 64 bits', `${chunked}${'f'.repeat(17)}\r\na\r\n0\r\n\r\n`],
  ['HTTP19', 400, 'an empty chunk size', `${chunked}\r\na\r\n0\r\n\r\n`],
  ['HTTP19', 400, 'a chunk that is longer than it says', `${chunked}1\r\nab\r\n0\r\n\r\n`],
  ['HTTP19', 400, 'a chunk ended by a bare line feed', `${chunked}1\r\na\n0\r\n\r\n`],
  [
    'HTTP25',
    400,
    'a chunk extension above the limit',
    `${chunked}1;${'a'.repeat(300)}\r\na\r\n0\r\n\r\n`,
  ],
];

describe('HTTP requests that are refused', () => {
  for (const [rule, status, what, bytes] of refused) {
    test(`[${rule}] ${status} for ${what}`, async () => {
      const session = await PollingSession.open(server); // whose POST would be taken
      const connection = await RawConnection.open(server);
      const text = bytes.replace(`POST ${target}`, `POST ${session.target}`);
      connection.send(Buffer.from(text, 'latin1'));
      const answer = await within(connection.response(), 'answer');
      assert.equal(answer.status, status, answer.text);
      // Nothing behind the refusal is taken for a request.
      assert.equal((await within(connection.rest(), 'end of the connection')).length, 0);
      connection.close();
    });
  }

  test('[HTTP1] the same when the bytes come one by one', async () => {
    const connection = await RawConnection.open(server);
    for (const byte of Buffer.from(`${get}X-A : b\r\n\r\n`)) connection.send(Buffer.from([byte]));
    assert.equal((await within(connection.response(), 'answer')).status, 400);
    connection.close();
  });
});

describe('HTTP connections', () => {
  test('[HTTP20] stay for further requests', async () => {
    const connection = await RawConnection.open(server);
    for (let i = 0; i < 5; i++) {
      connection.send(requestText(server, 'GET', target));
      assert.equal((await connection.response()).status, 200);
    }
    connection.close();
  });

  test('[HTTP20] end after Connection: close and after HTTP/1.0', async () => {
    const older = `GET ${target} HTTP/1.0\r\nHost: x\r\n\r\n`;
    for (const bytes of [`${get}Connection: close\r\n\r\n`, older]) {
      const connection = await RawConnection.open(server);
      connection.send(bytes);
      assert.equal((await connection.response()).status, 200);
      await within(connection.rest(), 'end of the connection');
      connection.close();
    }
  });

  test('[HTTP27] answer pipelined requests in order', async () => {
    const connection = await RawConnection.open(server);
    const unknown = requestText(server, 'GET', '/engine.io/?EIO=4&transport=abc');
    const known = requestText(server, 'GET', target);
    connection.send(Buffer.concat([known, unknown, known, unknown]));
    const statuses = [];
    while (statuses.length < 4) statuses.push((await connection.response()).status);
    assert.deepEqual(statuses, [200, 400, 200, 400]);
    connection.close();
  });

  test('[HTTP27] a POST and a poll may be pipelined', async () => {
    const session = await PollingSession.open(server);
    const connection = await RawConnection.open(server);
    const sent = requestText(server, 'POST', session.target, { body: '4hello' });
    connection.send(Buffer.concat([sent, requestText(server, 'GET', session.target)]));
    assert.equal((await connection.response()).text, 'ok');
    assert.equal((await connection.response()).text, '4hello');
    connection.close();
  });

  test('[HTTP3] an empty line before a request is skipped', async () => {
    const connection = await RawConnection.open(server);
    connection.send(`\r\n${get}\r\n`);
    assert.equal((await connection.response()).status, 200);
    connection.close();
  });

  test('[HTTP22] a body that is announced with Expect is asked for', async () => {
    const session = await PollingSession.open(server);
    const connection = await RawConnection.open(server);
    const head = `POST ${session.target} HTTP/1.1\r\nHost: x\r\n`;
    connection.send(`${head}Content-Length: 6\r\nExpect: 100-continue\r\n\r\n`);
    assert.equal((await connection.response()).status, 100);
    connection.send('4hello');
    assert.equal((await connection.response()).text, 'ok');
    connection.close();
  });

  test('[HTTP23] another expectation is 417', async () => {
    const answer = await request(server, 'GET', target, { headers: { Expect: 'miracles' } });
    assert.equal(answer.status, 417);
  });

  test('an answer to HEAD has no body', async () => {
    const connection = await RawConnection.open(server);
    connection.send(requestText(server, 'HEAD', '/nothing'));
    const answer = await connection.response({ headOnly: true });
    assert.ok(answer.status >= 200);
    connection.send(requestText(server, 'GET', target));
    assert.equal((await connection.response()).status, 200);
    connection.close();
  });

  test('[HTTP11] an absolute target is taken', async () => {
    const connection = await RawConnection.open(server);
    connection.send(`GET http://x${target} HTTP/1.1\r\nHost: x\r\n\r\n`);
    assert.equal((await connection.response()).status, 200);
    connection.close();
  });
});
