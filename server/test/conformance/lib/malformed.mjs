// Requests that a strict server refuses: [what, bytes], for any path.

const heads = {
  'both lengths': 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n',
  'two lengths': 'Content-Length: 1\r\nContent-Length: 2\r\n',
  'the same length twice': 'Content-Length: 1\r\nContent-Length: 1\r\n',
  'a list of lengths': 'Content-Length: 1, 1\r\n',
  'a negative length': 'Content-Length: -1\r\n',
  'a length with a sign': 'Content-Length: +1\r\n',
  'a hexadecimal length': 'Content-Length: 0x1\r\n',
  'a length with an underscore': 'Content-Length: 1_0\r\n',
  'a length with leading zeros': 'Content-Length: 001\r\n',
  'an empty length': 'Content-Length:\r\n',
  'a length beyond 64 bits': 'Content-Length: 18446744073709551617\r\n',
  'a folded line': 'X-A: b\r\n c\r\n',
  'a bare line feed': 'X-A: b\nX-C: d\r\n',
  'a bare carriage return': 'X-A: b\rX-C: d\r\n',
  'a NUL in a value': 'X-A: b\0c\r\n',
  'a control character': 'X-A: b\x01c\r\n',
  'a delete character': 'X-A: b\x7fc\r\n',
  'a space before the colon': 'X-A : b\r\n',
  'no colon': 'X-A\r\n',
  'no name': ': b\r\n',
  'a name that is no token': 'X(A): b\r\n',
  'a second Host': 'Host: y\r\n',
  'gzip before chunked': 'Transfer-Encoding: gzip, chunked\r\n',
  'chunked before gzip': 'Transfer-Encoding: chunked, gzip\r\n',
  'chunked twice': 'Transfer-Encoding: chunked, chunked\r\n',
  'a quoted coding': 'Transfer-Encoding: "chunked"\r\n',
  'a coding with a control character': 'Transfer-Encoding: \x0cchunked\r\n',
  'too long headers': `X-A: ${'a'.repeat(17_000)}\r\n`,
  'too many headers': 'X-A: b\r\n'.repeat(101),
  'an unknown expectation': 'Expect: miracles\r\n',
};

const bodies = {
  'a chunk size of 0x1': '0x1\r\na\r\n0\r\n\r\n',
  'a chunk size of +1': '+1\r\na\r\n0\r\n\r\n',
  'a negative chunk size': '-1\r\na\r\n0\r\n\r\n',
  'a chunk size with an underscore': '1_0\r\na\r\n0\r\n\r\n',
  'a chunk size with a space before it': ' 1\r\na\r\n0\r\n\r\n',
  'a chunk size beyond 64 bits': `${'f'.repeat(17)}\r\na\r\n0\r\n\r\n`,
  'the highest chunk size': `${'f'.repeat(15)}\r\na\r\n0\r\n\r\n`,
  'no chunk size': '\r\na\r\n0\r\n\r\n',
  'a bare line feed behind a chunk size': '1\na\r\n0\r\n\r\n',
  'a long chunk extension': `1;${'a'.repeat(300)}\r\na\r\n0\r\n\r\n`,
  'a control character in a chunk extension': '1;a=\x01\r\na\r\n0\r\n\r\n',
};

const lines = {
  'two spaces': (path) => `GET  ${path} HTTP/1.1`,
  'a tab': (path) => `GET\t${path} HTTP/1.1`,
  'a space at the end': (path) => `GET ${path} HTTP/1.1 `,
  'no version': (path) => `GET ${path}`,
  'a version in small letters': (path) => `GET ${path} http/1.1`,
  'a version of two digits': (path) => `GET ${path} HTTP/1.10`,
  'another version': (path) => `GET ${path} HTTP/3.0`,
  'a method that is no token': (path) => `G(ET ${path} HTTP/1.1`,
  'a long method': (path) => `${'G'.repeat(40)} ${path} HTTP/1.1`,
  'a fragment': (path) => `GET ${path}#b HTTP/1.1`,
  'a byte above ASCII': (path) => `GET ${path}\xe4 HTTP/1.1`,
  'a target without a slash': () => 'GET api HTTP/1.1',
  'a too long target': () => `GET /${'a'.repeat(8200)} HTTP/1.1`,
  CONNECT: () => 'CONNECT x:80 HTTP/1.1',
  'another host than Host': (path) => `GET http://y${path} HTTP/1.1`,
};

export function malformedRequests(path) {
  const all = [];
  const add = (what, text) => all.push([what, Buffer.from(text, 'latin1')]);
  const post = `POST ${path} HTTP/1.1\r\nHost: x\r\n`;
  for (const [what, line] of Object.entries(lines)) add(what, `${line(path)}\r\nHost: x\r\n\r\n`);
  for (const [what, head] of Object.entries(heads)) add(what, `${post}${head}\r\n1`);
  for (const [what, body] of Object.entries(bodies)) {
    add(what, `${post}Transfer-Encoding: chunked\r\n\r\n${body}`);
  }
  add('the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
  add('no Host', `GET ${path} HTTP/1.1\r\n\r\n`);
  add('an empty Host', `GET ${path} HTTP/1.1\r\nHost:\r\n\r\n`);
  add('a Host with a path', `GET ${path} HTTP/1.1\r\nHost: x/y\r\n\r\n`);
  add('a Host with a user', `GET ${path} HTTP/1.1\r\nHost: a@x\r\n\r\n`);
  add('white space before Host', `GET ${path} HTTP/1.1\r\n Host: x\r\n\r\n`);
  add('an empty line too many', `\r\n\r\nGET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
  add('TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n');
  add(
    'chunked in HTTP/1.0',
    `POST ${path} HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  );
  return all;
}
