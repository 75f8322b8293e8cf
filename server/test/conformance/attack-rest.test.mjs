// The REST API in the hands of strangers, of a member with bad files, and of other people's pages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Target, crowd } from './lib/attack.mjs';
import { request, requestText } from './lib/http.mjs';
import { within } from './lib/wait.mjs';

let target;
let owner;
before(async () => {
  target = await Target.open();
  const secret = await within(setupSecret(), 'setup link');
  const account = { secret, name: 'Olga', email: 'olga@example.org', password: 'a good password' };
  const made = await call('POST', '/setup', { json: { ...account, workspace: 'Studio' } });
  assert.equal(made.status, 200, made.text);
  const cookie = made.headers['set-cookie'].split(';')[0];
  const session = await call('GET', '/session', { headers: { Cookie: cookie } });
  owner = { Cookie: cookie, 'X-Atelier-CSRF': session.json.csrf, Origin: target.server.url };
});
after(() => target?.close());

async function setupSecret() {
  for (;;) {
    const found = /setup#(\S+)/.exec(target.server.log);
    if (found) return found[1];
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function call(method, path, { headers = {}, json, body } = {}) {
  const sent = { ...headers };
  if (json !== undefined) sent['Content-Type'] = 'application/json';
  const text = json === undefined ? body : JSON.stringify(json);
  const options = { headers: sent, body: text };
  const answer = await request(target.server, method, `/api/v1${path}`, options);
  try {
    answer.json = JSON.parse(answer.text);
  } catch {
    answer.json = undefined;
  }
  return answer;
}

const bearer = async (name, room, role) => ({
  Authorization: `Bearer ${await target.token(name, room, role)}`,
});

/** The answer without what differs by nature. */
function essence({ status, headers, json }) {
  const { request_id: _id, retry_after_ms: _wait, ...error } = json.error;
  return { status, type: headers['content-type'], error };
}

test('JSON that is deep, long, broken or of another kind is refused', async () => {
  const type = { 'Content-Type': 'application/json' };
  const bodies = ['', '[]', '5', 'null', '"a"', '{', '{"a":1}x', '{"email":5,"password":[]}', '\0'];
  bodies.push('['.repeat(30_000), '{"a":'.repeat(10_000), `{"email":"${'a'.repeat(50_000)}"}`);
  bodies.push(`{"email":1e${'9'.repeat(5000)}}`, '{"email":"\\ud800","password":"x"}');
  bodies.push(`{${Array.from({ length: 5000 }, (_, i) => `"k${i}":0`).join()}}`, '\ufeff{}');
  bodies.push('{"email":"a@b.c","email":"d@e.f","password":"x"}');
  await target.withstands(async () => {
    for (const body of bodies) {
      const { status, json } = await call('POST', '/links/x/look', { headers: type, body });
      const what = `${body.slice(0, 40)}: ${status}`;
      assert.ok([400, 404, 413, 429].includes(status), what);
      assert.ok(json?.error?.code, what);
    }
    const other = await call('POST', '/links/x/look', {
      headers: { 'Content-Type': 'text/plain' },
      body: '{}',
    });
    assert.equal(other.status, 415);
  });
});

test('a page of another site can neither write nor read', async () => {
  await target.withstands(async () => {
    const { Cookie, 'X-Atelier-CSRF': csrf, Origin } = owner;
    const wrong = [
      { Cookie },
      { Cookie, Origin },
      { Cookie, 'X-Atelier-CSRF': csrf, Origin: 'http://evil.example' },
      { Cookie, 'X-Atelier-CSRF': csrf, Origin: 'null' },
      { Cookie, 'X-Atelier-CSRF': `${csrf}A`, Origin },
      { Cookie, 'X-Atelier-CSRF': '', Origin },
      { Cookie, 'X-Atelier-CSRF': csrf, Origin: `${Origin}.evil.example` },
    ];
    for (const headers of wrong) {
      const answer = await call('POST', '/rooms', { headers, json: { name: 'stolen' } });
      assert.equal(answer.status, 403, JSON.stringify(headers));
    }
    const read = await call('GET', '/session', { headers: { Cookie, Origin: 'http://evil.example' } });
    assert.equal(read.headers['access-control-allow-origin'], undefined);
    const fine = await call('POST', '/rooms', { headers: owner, json: { name: 'fine' } });
    assert.equal(fine.status, 201, fine.text);
  });
});

test('answers never hold a header that was smuggled into a value', async () => {
  await target.withstands(async () => {
    const bad = '%0d%0aSet-Cookie:%20a=b%0d%0a%0d%0a<script>';
    const headers = await bearer('mallory', 'calm');
    for (const path of [
      `/rooms/calm/files?name=${bad}`,
      `/rooms/${bad}`,
      `/rooms/calm/messages?before=${bad}`,
      `/search?q=${bad}`,
    ]) {
      const method = path.includes('files') ? 'POST' : 'GET';
      const options = method === 'POST' ? { headers, body: 'bytes' } : { headers };
      const answer = await call(method, path, options);
      assert.equal(answer.headers['set-cookie'], undefined);
      if (answer.status !== 201) continue;
      const file = await call('GET', `/rooms/calm/files/${answer.json.file}`, { headers });
      assert.equal(file.headers['set-cookie'], undefined);
      assert.equal(file.text, 'bytes');
    }
  });
});

test('what is uploaded is never served as a page', async () => {
  const files = {
    'a.html': '<!doctype html><script>alert(1)</script>',
    'a.svg': '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    'a.png': '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    'a.gif': 'GIF89a=1;alert(1)//<html>',
    'a.js': 'alert(1)',
    'a.xml': '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>',
    '"; x=".html': 'quotes',
    '\u202egnp.exe': 'direction',
  };
  await target.withstands(async () => {
    const headers = await bearer('mallory', 'calm');
    for (const [name, body] of Object.entries(files)) {
      const sent = { headers: { ...headers, 'Content-Type': 'text/html' }, body };
      const made = await call('POST', `/rooms/calm/files?name=${encodeURIComponent(name)}`, sent);
      assert.ok([201, 400].includes(made.status), `${name}: ${made.text}`);
      if (made.status === 400) continue;
      const got = await call('GET', `/rooms/calm/files/${made.json.file}`, { headers });
      assert.equal(got.text, body);
      assert.match(got.headers['content-type'], /^(application\/octet-stream|image\/(gif|png))$/);
      assert.equal(got.headers['x-content-type-options'], 'nosniff');
      assert.match(got.headers['content-security-policy'], /sandbox/);
      const shown = got.headers['content-type'].startsWith('image/');
      if (!shown) assert.match(got.headers['content-disposition'], /^attachment;/);
    }
  });
});

test('ranges give a part, all, or 416, and never more than there is', async () => {
  await target.withstands(async () => {
    const headers = await bearer('mallory', 'calm');
    const made = await call('POST', '/rooms/calm/files?name=r', { headers, body: '0123456789' });
    const ranges = { '0-0': 206, '9-': 206, '-1': 206, '-99': 206, '0-99': 206, '10-': 416 };
    Object.assign(ranges, { '-0': 416, '5-4': 200, 'a-b': 200, '0-1,3-4': 200, '-': 200 });
    Object.assign(ranges, { '18446744073709551615-': 416, '0-18446744073709551616': 200 });
    ranges[Array(1000).fill('0-').join()] = 200;
    for (const [range, status] of Object.entries(ranges)) {
      const asked = { ...headers, Range: `bytes=${range}` };
      const got = await call('GET', `/rooms/calm/files/${made.json.file}`, { headers: asked });
      const fine = got.status === status || (range.length > 18 && [206, 416].includes(got.status));
      assert.ok(fine, `${range.slice(0, 30)}: ${got.status}`);
      assert.ok(got.body.length <= 10 || got.status === 416);
    }
  });
});

test('files of others and made-up files are all the same: not there', async () => {
  await target.withstands(async () => {
    const mine = await bearer('mallory', 'calm');
    const made = await call('POST', '/rooms/calm/files?name=a', { headers: mine, body: 'secret' });
    const other = await bearer('eve', 'elsewhere', 'owner');
    const ids = [made.json.file, 'nothing', '%2e%2e', 'a%2fb', '%00', 'a'.repeat(5000), '%c3%28'];
    for (const id of ids) {
      for (const room of ['calm', 'elsewhere', 'nowhere']) {
        const got = await call('GET', `/rooms/${room}/files/${id}`, { headers: other });
        assert.ok([400, 404].includes(got.status), `${room}/${id.slice(0, 20)}: ${got.status}`);
        assert.doesNotMatch(got.text, /secret/);
      }
    }
  });
});

test('rooms one may not enter and rooms there are none of answer alike', async () => {
  await target.withstands(async () => {
    const headers = await bearer('eve', 'elsewhere');
    for (const rest of ['', '/messages', '/activity', '/files/abc']) {
      const there = await call('GET', `/rooms/calm${rest}`, { headers });
      const nowhere = await call('GET', `/rooms/nowhere${rest}`, { headers });
      assert.equal(there.status, 404);
      assert.deepEqual(essence(there), essence(nowhere));
    }
  });
});

test('who owns a room cannot add what was never uploaded', async () => {
  await target.withstands(async () => {
    const eve = await target.enter('eve', 'elsewhere', 'owner');
    const forged = { file: 'forged', name: 'a', type: 'text/html', size: 9, sha256: '"\r\nX: y' };
    assert.notEqual(await eve.codeOf('file.add', 'elsewhere', forged), 'ok');
    eve.close();
  });
});

test('methods and paths that there are not are said so, and so are huge numbers of them', async () => {
  await target.withstands(async () => {
    const headers = await bearer('mallory', 'calm');
    for (const [method, path, status] of [
      ['PUT', '/rooms', 405],
      ['TRACE', '/session', 405],
      ['PUT', '/me', 405],
      ['GET', '/nothing', 404],
      ['GET', '/rooms/calm/files/../../../../etc/passwd', 404],
      ['GET', `/rooms/calm/messages?limit=${'9'.repeat(400)}`, 400],
      ['GET', '/rooms/calm/messages?before=-5', 400],
    ]) {
      const answer = await call(method, path, { headers });
      assert.equal(answer.status, status, `${method} ${path.slice(0, 40)}: ${answer.text}`);
    }
    await crowd(300, 20, async (i) => assert.equal((await call('GET', `/no-${i}`)).status, 404));
  });
});

test('a large body of a stranger is refused before it is read', async () => {
  await target.withstands(async () => {
    const connection = await target.raw();
    const headers = { 'Content-Length': 200_000_000, Authorization: 'Bearer x' };
    const path = '/api/v1/rooms/calm/files?name=a';
    connection.send(requestText(target.server, 'POST', path, { headers }));
    assert.equal((await connection.response()).status, 413);
    connection.close();
    const large = 'x'.repeat(70_000);
    const answer = await call('POST', '/rooms/calm/files?name=a', { body: large });
    assert.equal(answer.status, 413);
  });
});

test('uploads with a made-up token do not fill the memory', async () => {
  const head = 'POST /api/v1/rooms/calm/files?name=a HTTP/1.1\r\nHost: x\r\n';
  const piece = Buffer.alloc(9_000_000);
  await target.withstands(
    async () => {
      const all = await Promise.all(Array.from({ length: 16 }, () => target.raw()));
      for (const each of all) {
        each.send(`${head}Authorization: Bearer a.b.c\r\nContent-Length: 95000000\r\n\r\n`);
        for (let i = 0; i < 5; i++) each.send(piece);
      }
      await within(Promise.any(all.map((each) => each.ended)), 'refusal', 20_000);
      for (let i = 0; i < 5; i++) await target.roundTrip();
      for (const each of all) each.close();
    },
    { megabytes: 800 },
  );
});

// The last: it uses up what the address may try.
test('passwords cannot be guessed, and nobody learns who has an account', async () => {
  await target.withstands(async () => {
    const attempt = (email) => call('POST', '/login', { json: { email, password: 'a guess' } });
    const known = await attempt('olga@example.org');
    const unknown = await attempt('nobody@example.org');
    assert.equal(known.status, 401);
    assert.deepEqual(essence(known), essence(unknown));
    const statuses = { 401: 0, 429: 0 };
    await crowd(60, 4, async () => {
      const answer = await attempt('olga@example.org');
      statuses[answer.status] += 1;
      if (answer.status !== 429) return;
      assert.ok(Number(answer.headers['retry-after']) >= 1);
      assert.equal(answer.json.error.code, 'rate_limited');
    });
    assert.ok(statuses[401] <= 25 && statuses[429] >= 35, JSON.stringify(statuses));
    const again = await call('POST', '/setup', {
      json: { secret: 'x', name: 'a', email: 'b@c.d', password: 'long enough', workspace: 'w' },
    });
    assert.ok([404, 429].includes(again.status));
  });
});
