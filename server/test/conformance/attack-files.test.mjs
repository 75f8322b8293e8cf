// Pictures that lie, pages that pose as pictures, and names that would lead out of a folder: what is
// uploaded is harmless to who looks at it and to who unpacks it; names of people stay text in mails.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { after, before, test } from 'node:test';
import { uuid } from './lib/atelier.mjs';
import { Cast, room } from './lib/cast.mjs';
import { request } from './lib/http.mjs';

let cast;
before(async () => (cast = await Cast.open()));
after(() => cast?.close());

function png(width, height, rest = '') {
  const head = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  return Buffer.concat([head, size, Buffer.from([8, 6, 0, 0, 0]), Buffer.from(rest)]);
}

function jpeg(width, height) {
  const frame = Buffer.from('ffd8ffc00011080000000003', 'hex');
  frame.writeUInt16BE(height, 7);
  frame.writeUInt16BE(width, 9);
  return Buffer.concat([frame, Buffer.alloc(16)]);
}

const page = '<!doctype html><script>alert(1)</script>';
const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
const attachment = 'application/octet-stream';

async function upload(name, body, type = 'image/png') {
  const path = `/api/v1/rooms/${room}/files?name=${encodeURIComponent(name)}`;
  const { cookie, csrf } = cast.callers.editor;
  const headers = { Cookie: cookie, 'X-Atelier-CSRF': csrf, Origin: cast.server.url };
  const sent = { headers: { ...headers, 'Content-Type': type }, body };
  const answer = await request(cast.server, 'POST', path, sent);
  return { status: answer.status, json: JSON.parse(answer.text) };
}

test('[RST12] what a picture declares is believed only where nobody comes to harm', async () => {
  const pictures = [
    ['fine.png', png(800, 600), 'image/png'],
    ['bomb.png', png(65_535, 65_535), attachment],
    ['giant.png', png(0xffffffff, 0xffffffff), attachment],
    ['line.png', png(1, 40_000), attachment],
    ['nothing.png', png(0, 0), attachment],
    ['bomb.jpg', jpeg(65_535, 65_535), attachment],
    ['fine.jpg', jpeg(640, 480), 'image/jpeg'],
  ];
  for (const [name, body, type] of pictures) {
    const { status, json } = await upload(name, body);
    assert.equal(status, 201, name);
    assert.equal(json.type, type, name);
    if (type === attachment) assert.deepEqual([json.width, json.height], [undefined, undefined]);
  }
});

test('[RST12] pages are downloads whatever they pose as, and pictures with pages in them stay pictures', async () => {
  const disguised = [
    ['a.png', page, 'image/png', attachment],
    ['a.svg', svg, 'image/svg+xml', attachment],
    ['a.png', svg, 'image/svg+xml', attachment],
    ['a.html', page, 'text/html', attachment],
    ['a.html', png(8, 8, page), 'text/html', 'image/png'],
    ['a.js', `GIF89a\b\0\b\0${page}`, 'text/javascript', 'image/gif'],
  ];
  for (const [name, body, declared, type] of disguised) {
    const { json } = await upload(name, body, declared);
    assert.equal(json.type, type, `${name} as ${declared}`);
    const got = await cast.send('viewer', 'GET', `/rooms/${room}/files/${json.file}`);
    assert.equal(got.headers['content-type'], type);
    assert.equal(got.headers['x-content-type-options'], 'nosniff');
    assert.match(got.headers['content-security-policy'], /^sandbox; default-src 'none'/);
    if (type === attachment) assert.match(got.headers['content-disposition'], /^attachment;/);
  }
});

test('[RST12] a file above 100 MB is refused when it is announced', async () => {
  const { cookie, csrf } = cast.callers.editor;
  const headers = { Cookie: cookie, 'X-Atelier-CSRF': csrf, Origin: cast.server.url };
  const path = `/api/v1/rooms/${room}/files?name=a`;
  const size = 100 * 1024 * 1024 + 1;
  const options = { headers: { ...headers, 'Content-Length': size } };
  const answer = await request(cast.server, 'POST', path, options);
  assert.equal(answer.status, 413);
});

test('[VER29] an archive of badly named files unpacks into its own folder, each file by itself', async () => {
  const names = ['../../evil', '/etc/evil', 'C:\\evil', 'a\0b', 'x'.repeat(255), '..', 'CON'];
  names.push('same.txt', 'same.txt', 'SAME.TXT', '\u202egnp.exe', 'a\r\nb', '-rf', '.hidden');
  const attachments = [];
  for (const name of names) {
    const { status, json } = await upload(name, `bytes of ${attachments.length}`);
    if (status === 400) continue;
    assert.equal(status, 201, JSON.stringify(name));
    attachments.push(json);
  }
  assert.ok(attachments.length >= 9, JSON.stringify(attachments));
  const archive = await request(cast.server, 'GET', `/api/v1/rooms/${room}/export`, {
    headers: { Cookie: cast.callers.owner.cookie },
  });
  assert.equal(archive.status, 200);
  const folder = await mkdtemp(join(tmpdir(), 'atelier-export-'));
  try {
    await writeFile(join(folder, 'a.zip'), archive.body);
    const run = promisify(execFile);
    const script =
      'import sys,zipfile; print("\\n".join(zipfile.ZipFile(sys.argv[1]).namelist()))';
    const listed = await run('python3', ['-c', script, join(folder, 'a.zip')]);
    const paths = listed.stdout.trim().split('\n');
    assert.equal(new Set(paths.map((each) => each.toLowerCase())).size, paths.length);
    for (const each of paths) {
      assert.doesNotMatch(each, /(^|\/)\.\.?(\/|$)|^\/|[\\:\0\r\u202e]|^-/, each);
      assert.ok(each.split('/').every((part) => Buffer.byteLength(part) <= 255), each);
    }
    assert.ok(paths.filter((each) => each.startsWith('files/')).length >= attachments.length);
    await run('python3', ['-m', 'zipfile', '-e', 'a.zip', 'out'], { cwd: folder });
    assert.deepEqual((await readdir(folder)).sort(), ['a.zip', 'out']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('[RST12] the id of a file leads to nothing but a file of the room', async () => {
  const ids = ['..', '%2e%2e%2f%2e%2e%2fkeys', '..%5c..', '%00', `${cast.file}%00`, `${cast.file}/`];
  ids.push(`%2e%2e%2flobby%2f${cast.file}`, uuid());
  for (const id of ids) {
    const got = await cast.send('owner', 'GET', `/rooms/${room}/files/${id}`);
    assert.ok([400, 404].includes(got.status), `${id}: ${got.status}`);
  }
  const elsewhere = await cast.send('owner', 'GET', `/rooms/lobby/files/${cast.file}`);
  assert.equal(elsewhere.status, 404);
});
