// Tokens that nobody should accept, on every door; and readers of events who ask for the absurd.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import WebSocket from 'ws';
import { Target, crowd, signingKey } from './lib/attack.mjs';
import { request } from './lib/http.mjs';
import { within } from './lib/wait.mjs';

let target;
before(async () => (target = await Target.open()));
after(() => target?.close());

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = () => Math.floor(Date.now() / 1000);
const owner = { sub: 'mallory', rooms: { calm: 'owner' } };

async function forgeries() {
  const { folder } = target;
  const good = await target.token('mallory', 'calm', 'owner');
  const [head, claims, signature] = good.split('.');
  const key = await signingKey(folder.path);
  const sign = (first, second, secret) =>
    `${first}.${second}.${createHmac('sha256', secret).update(`${first}.${second}`).digest('base64url')}`;
  const headed = (fields) =>
    sign(encode({ alg: 'HS256', typ: 'JWT', kid: key.kid, ...fields }), claims, key.secret);
  const claiming = (fields) => target.token('mallory', 'calm', 'owner', fields);
  const none = encode({ alg: 'none', typ: 'JWT', kid: key.kid });
  return {
    'alg none': `${none}.${claims}.`,
    'alg none with the signature': `${none}.${claims}.${signature}`,
    'alg None': `${encode({ alg: 'None', kid: key.kid })}.${claims}.`,
    'no signature': `${head}.${claims}.`,
    'two parts': `${head}.${claims}`,
    'four parts': `${good}.${signature}`,
    'padding': `${good}=`,
    'a changed signature': `${head}.${claims}.${'A'.repeat(43)}`,
    'other claims': `${head}.${encode({ ...owner, sub: 'alice' })}.${signature}`,
    'HS384': headed({ alg: 'HS384' }),
    'RS256 with the secret': headed({ alg: 'RS256' }),
    'EdDSA with the secret': headed({ alg: 'EdDSA' }),
    'no kid and an empty secret': sign(encode({ alg: 'HS256' }), claims, ''),
    'the kid as secret': sign(head, claims, key.kid),
    'another kid': headed({ kid: 'unknown' }),
    'a kid that is a path': headed({ kid: `../keys/${key.kid}` }),
    'a kid that is a number': headed({ kid: 5 }),
    'a key in the header': headed({ jwk: { kty: 'oct', k: 'AAAA' }, kid: undefined }),
    'crit': headed({ crit: ['exp'] }),
    'another type': headed({ typ: 'at+jwt' }),
    'expired': await claiming({ iat: now() - 7200, exp: now() - 3600 }),
    'not yet': await claiming({ nbf: now() + 3600 }),
    'from the future': await claiming({ iat: now() + 3600, exp: now() + 7200 }),
    'for a year': await claiming({ exp: now() + 366 * 86_400 }),
    'exp as text': await claiming({ exp: String(now() + 60) }),
    'exp beyond numbers': await claiming({ exp: 1e300 }),
    'no exp': await claiming({ exp: undefined }),
    'another audience': await claiming({ aud: 'other' }),
    'another issuer': await claiming({ iss: 'other' }),
    'no subject': await claiming({ sub: '' }),
    'a subject with a line feed': await claiming({ sub: 'a\nb' }),
    'a role that is none': await claiming({ rooms: { calm: 'god' } }),
    'a room that is none': await claiming({ rooms: { '../x': 'owner' } }),
    'too many rooms': await claiming({
      rooms: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`r${i}`, 'viewer'])),
    }),
    'too long': await claiming({ extra: 'a'.repeat(9000) }),
    'garbage': '\u0000\u00ff..',
  };
}

test('forged and spent tokens are refused on every door', async () => {
  await target.withstands(async () => {
    for (const [what, token] of Object.entries(await forgeries())) {
      const refused = target.connectWith(token).then(() => 'accepted', (error) => error.data?.code);
      assert.equal(await refused, 'unauthenticated', `Socket.IO: ${what}`);
      const query = `?token=${encodeURIComponent(token)}`;
      const events = await request(target.server, 'GET', `/events/calm${query}`);
      assert.ok([401, 414].includes(events.status), `SSE: ${what}: ${events.status}`);
      if (!/[^!-~]/.test(token)) {
        const headers = { Authorization: `Bearer ${token}` };
        const rest = await request(target.server, 'GET', '/api/v1/rooms', { headers });
        assert.equal(rest.status, 401, `REST: ${what}`);
      }
      if (events.status === 414) continue;
      const socket = new WebSocket(`${target.server.webSocketUrl}/yjs/calm${query}`);
      socket.on('error', () => {});
      const code = await within(new Promise((resolve) => socket.on('close', resolve)), what);
      assert.equal(code, 4401, `Yjs: ${what}`);
    }
  });
});

test('a token for one room opens no other', async () => {
  await target.withstands(async () => {
    const eve = await target.connect('eve', 'elsewhere', 'owner');
    for (const room of ['calm', 'nowhere', 'workspace', 'main']) {
      for (const name of ['room.join', 'room.members', 'room.events', 'room.look', 'chat.history']) {
        assert.equal(await eve.codeOf(name, room, {}), 'not_found', `${name} ${room}`);
      }
    }
    const token = await target.token('eve', 'elsewhere', 'owner');
    const events = await request(target.server, 'GET', `/events/calm?token=${token}`);
    assert.equal(events.status, 404);
    eve.close();
  });
});

test('a role that was stored wins over a greater claim', async () => {
  await target.withstands(async () => {
    const first = await target.enter('climber', 'calm', 'viewer');
    first.close();
    const again = await target.connectWith(await target.token('climber', 'calm', 'owner'));
    const joined = await again.do('room.join', 'calm');
    assert.equal(joined.role, 'viewer');
    assert.equal(await again.codeOf('room.rename', 'calm', { name: 'x' }), 'forbidden');
    again.close();
  });
});

test('a refreshed token stays with its person, and an expired one ends the connection', async () => {
  await target.withstands(async () => {
    const brief = await target.token('brief', 'calm', 'editor', { iat: now() - 33, exp: now() - 27 });
    const client = await target.connectWith(brief).catch(() => null); // within the leeway, or not
    client?.close();
    const eve = await target.connect('eve', 'elsewhere');
    const alice = await target.token('alice', 'calm');
    assert.equal(await eve.codeOf('auth.refresh', alice), 'forbidden');
    assert.equal(await eve.codeOf('room.join', 'calm'), 'not_found');
    const short = await target.token('eve', 'elsewhere', 'editor', { exp: now() + 2 });
    assert.equal(await eve.codeOf('auth.refresh', short), 'ok');
    await eve.event('auth.expired', () => true, 40_000);
    assert.equal(await within(eve.disconnected, 'end'), 'io server disconnect');
  });
});

test('readers with absurd positions get a reset, and none of them holds up the others', async () => {
  const token = await target.token('reader', 'calm', 'viewer');
  const path = `/events/calm?token=${token}`;
  const ids = ['-1', '99999999999999999999', 'abc', '1e3', '0x10', '18446744073709551615'];
  ids.push('%00', 'a'.repeat(4000), '\u00e4', '1,2');
  await target.withstands(async () => {
    for (const id of ids) {
      const connection = await target.raw();
      const head = `GET ${path} HTTP/1.1\r\nHost: x\r\nLast-Event-ID: ${id}\r\n\r\n`;
      connection.send(Buffer.from(head, 'latin1'));
      let text = '';
      while (!/event: reset|^HTTP\/1\.1 4|^event: chat/m.test(text)) text += await connection.read(1);
      connection.close();
    }
    for (const room of ['', '..', 'a/b', 'a'.repeat(65), '%00', 'nowhere']) {
      const answer = await request(target.server, 'GET', `/events/${room}?token=${token}`);
      assert.ok([400, 404].includes(answer.status), `${room}: ${answer.status}`);
    }
  });
});

test('many readers, also deaf ones and those that come and go, cost a bounded amount', async () => {
  const token = await target.token('reader', 'calm', 'viewer', { exp: now() + 29 * 86_400 });
  const head = `GET /events/calm?token=${token} HTTP/1.1\r\nHost: x\r\nLast-Event-ID: 1\r\n\r\n`;
  await target.withstands(async () => {
    const all = [];
    for (let i = 0; i < 300; i++) all.push(await target.raw());
    for (const each of all) {
      each.socket.pause();
      each.send(head);
    }
    await crowd(1000, 10, async (i) => {
      const connection = await target.raw();
      connection.send(head);
      if (i % 2) await connection.read(12);
      connection.close();
    });
    for (let i = 0; i < 5; i++) await target.roundTrip();
    for (const each of all) each.close();
  });
});

test('no token and no secret ever stands in the log', async () => {
  const { log } = target.server;
  assert.doesNotMatch(log, /eyJ[\w-]{8,}/);
  assert.doesNotMatch(log, /token=(?!\*|redacted|-)/i);
});
