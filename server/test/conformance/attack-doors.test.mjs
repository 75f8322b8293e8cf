// Strangers at every door: who has an account and which rooms there are must not show, secrets that
// were used or guessed open nothing, and no request leads a browser to another site.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import WebSocket from 'ws';
import { signToken } from './lib/attack.mjs';
import { uuid } from './lib/atelier.mjs';
import { Cast, room } from './lib/cast.mjs';
import { Providers } from './lib/hocuspocus.mjs';
import { request } from './lib/http.mjs';
import { Owner } from './lib/owner.mjs';
import { within } from './lib/wait.mjs';

const password = 'a good password';
let cast;
let providers;
before(async () => {
  cast = await Cast.open();
  providers = new Providers(cast.workspace);
});
after(async () => {
  providers?.close();
  await cast?.close();
});

/** An answer without what differs by nature. */
function essence({ status, headers, text }) {
  const told = text.replace(/"request_id":"[^"]*"/, '');
  const { date: _date, 'x-request-id': _id, ...rest } = headers;
  return { status, rest, told };
}

test('[AUTH50][AUTH69] no door tells who has an account', async () => {
  const ask = (path, email, more = {}) => cast.send('nobody', 'POST', path, { email, ...more });
  for (const [path, more] of [
    ['/login', { password: 'a guess of mine' }],
    ['/password/forgot', {}],
  ]) {
    const known = essence(await ask(path, 'mia@example.org', more));
    assert.deepEqual(essence(await ask(path, 'nia@example.org', more)), known, path);
    assert.deepEqual(essence(await ask(path, 'MIA@example.org', more)), known, path);
  }
});

test('[AUTH63] an invite for somebody with an account looks like one for somebody without', async () => {
  const offers = [];
  for (const email of ['mia@example.org', 'nia@example.org']) {
    const wish = { id: uuid(), room, email };
    const { invite, secret } = await cast.callers.owner.post('/invites', wish);
    const path = `/invites/${invite.id}/look`;
    const { status, json } = await cast.send('nobody', 'POST', path, { secret });
    offers.push({ status, ...json, email: undefined, expires_at: undefined });
  }
  assert.deepEqual(offers[0], offers[1]);
});

/** What a room says to somebody over each protocol that is not REST. */
async function otherDoors(token, name) {
  const events = await request(cast.server, 'GET', `/events/${name}?token=${token}`);
  const socket = new WebSocket(`${cast.server.webSocketUrl}/yjs/${name}?token=${token}`);
  socket.on('error', () => {});
  const closed = new Promise((resolve) => {
    socket.on('close', (code, reason) => resolve(`${code} ${reason}`));
  });
  const yjs = await within(closed, 'end of yjs');
  const { denied } = providers.attach(`${name}/main`, token);
  return { events: essence(events), yjs, hocuspocus: await denied.next('refusal') };
}

test('[COR3] a room one is not in and a room there is none of answer alike on every protocol', async () => {
  const { token } = await cast.callers.member.post('/token');
  const here = await otherDoors(token, room);
  assert.deepEqual(here, await otherDoors(token, 'no-such-room'));
  assert.equal(here.events.status, 404);
  const paths = ['', '/messages', '/threads', '/activity', '/documents', '/export', '/knock'];
  paths.push('/documents/brief', '/documents/brief/versions', '/documents/brief/authors');
  paths.push(`/files/${cast.file}`, `/threads/${cast.thread}`);
  for (const path of paths) {
    const there = await cast.send('member', 'GET', `/rooms/${room}${path}`);
    const nowhere = await cast.send('member', 'GET', `/rooms/no-such-room${path}`);
    assert.deepEqual(essence(there), essence(nowhere), path);
    assert.ok(path === '/knock' || there.status === 404, `${path}: ${there.status}`);
  }
  for (const [path, body] of [
    ['/invites', { id: uuid() }],
    ['/direct', {}],
  ]) {
    const answers = [];
    for (const [name, principal] of [
      [room, cast.ann],
      ['no-such-room', 'u_nobody'],
    ]) {
      answers.push(
        essence(await cast.send('member', 'POST', path, { ...body, room: name, principal })),
      );
    }
    assert.deepEqual(answers[0], answers[1], path);
    assert.equal(answers[0].status, 404);
  }
});

test('[AUTH63][RST14] links and invites are not guessed: one answer, whatever is wrong', async () => {
  for (const kind of ['link', 'invite']) {
    const id = await cast.make(kind, room);
    const over = await cast.make(kind, room);
    const { secret } = cast.secretOf(kind);
    if (kind === 'invite') {
      await cast.send('owner', 'DELETE', `/invites/${over}`);
    } else {
      await cast.host.do('link.revoke', 'lobby', { id: uuid(), link: over });
    }
    const answers = [];
    for (const [which, shown] of [
      [id, secret], // the secret of another
      [over, secret], // revoked
      [uuid(), secret],
      [id, `${kind}_${'A'.repeat(32)}`],
      [id, ''],
      ['x'.repeat(2000), secret],
    ]) {
      const path = `/${kind}s/${which}/look`;
      answers.push(essence(await cast.send('nobody', 'POST', path, { secret: shown })));
    }
    for (const answer of answers.slice(1)) {
      if (answer.status !== 400) assert.deepEqual(answer, answers[0], kind);
    }
    assert.equal(answers[0].status, 404, kind);
  }
});

async function login(email) {
  const person = new Owner(cast.server);
  const answer = await person.call('POST', '/login', { email, password });
  assert.equal(answer.status, 200, answer.text);
  [person.cookie] = answer.headers['set-cookie'].split(';');
  await person.refresh();
  return person;
}

test('[AUTH42][AUTH43][AUTH48] what came from a login ends with it, on every door', async () => {
  const end = {
    logout: (person) => person.post('/logout'),
    'end others': async () => (await login('mia@example.org')).post('/logins/end-others'),
    'a new password': async () =>
      (await login('mia@example.org')).post('/me/password', { current: password, next: password }),
  };
  for (const [what, over] of Object.entries(end)) {
    const person = await login('mia@example.org');
    const { cookie } = person;
    const { token } = await person.post('/token');
    const live = await cast.workspace.connectWith(token);
    await over(person);
    assert.equal(await within(live.disconnected, 'end'), 'io server disconnect', what);
    const replayed = { headers: { Cookie: cookie } };
    assert.equal((await request(cast.server, 'GET', '/api/v1/rooms', replayed)).status, 401, what);
    const bearer = { headers: { Authorization: `Bearer ${token}` } };
    assert.equal((await request(cast.server, 'GET', '/api/v1/rooms', bearer)).status, 401, what);
    const again = cast.workspace.connectWith(token).then(
      () => 'accepted',
      (error) => error.data?.code,
    );
    assert.equal(await again, 'unauthenticated', what);
    const events = await request(cast.server, 'GET', `/events/${room}?token=${token}`);
    assert.equal(events.status, 401, what);
  }
  await cast.relogin();
});

test('[AUTH64][AUTH46] a secret works once', async () => {
  const id = await cast.make('invite', room);
  const { secret } = cast.secretOf('invite');
  const path = `/invites/${id}/accept`;
  const first = { secret, name: 'Kim', email: 'kim@example.org', password };
  assert.equal((await cast.send('nobody', 'POST', path, first)).status, 200);
  const second = { ...first, name: 'Eve', email: 'eve@example.org' };
  assert.equal((await cast.send('nobody', 'POST', path, second)).status, 404);
  assert.equal((await cast.send('member', 'POST', path, { secret })).status, 404);
  const [, setup] = /setup#(\S+)/.exec(cast.server.log());
  const again = { ...second, workspace: 'Mine', secret: setup };
  assert.equal((await cast.send('nobody', 'POST', '/setup', again)).status, 404);
});

test('[COR4] the token of somebody who was removed opens the room no more', async () => {
  const claims = { sub: 'removed', rooms: { [room]: 'owner' } };
  const token = await signToken(cast.workspace.folder.path, claims);
  const client = await cast.workspace.connectWith(token);
  await client.do('room.join', room);
  const ban = { id: uuid(), principal: 'removed', ban: true };
  await cast.host.do('member.remove', room, ban);
  const back = await cast.workspace.connectWith(token);
  assert.equal(await back.codeOf('room.join', room), 'not_found');
  const headers = { Authorization: `Bearer ${token}` };
  const rest = await request(cast.server, 'GET', `/api/v1/rooms/${room}`, { headers });
  assert.equal(rest.status, 404);
});

test('a page of another site opens no WebSocket, with whatever cookie', async () => {
  const paths = ['/socket.io/?EIO=4&transport=websocket', `/yjs/${room}`, '/hocuspocus'];
  const origins = ['https://evil.example', 'null', `${cast.server.url}.evil.example`];
  origins.push(cast.server.url.replace('http', 'https'), 'file://');
  for (const path of paths) {
    for (const origin of origins) {
      const headers = { Cookie: cast.callers.owner.cookie };
      const socket = new WebSocket(`${cast.server.webSocketUrl}${path}`, { origin, headers });
      const outcome = new Promise((resolve) => {
        socket.on('open', () => resolve('open'));
        socket.on('unexpected-response', (_, answer) => resolve(answer.statusCode));
        socket.on('error', () => resolve('refused'));
      });
      assert.equal(await within(outcome, 'answer'), 403, `${path} from ${origin}`);
      socket.terminate();
    }
  }
});

test('[WEB1] no path leads to another site', async () => {
  const paths = ['//evil.example', '//evil.example/', '/\\evil.example', '/%5cevil.example/'];
  paths.push('/r//evil.example', '/login?next=//evil.example', '///evil.example/..', '/login/');
  paths.push('/.//evil.example', '/settings//', '/assets//', '/%2f%2fevil.example', '/r/x%0d%0aa:b');
  for (const path of paths) {
    for (const accept of ['text/html', '*/*']) {
      const answer = await request(cast.server, 'GET', path, { headers: { Accept: accept } });
      assert.ok(answer.status < 300 || answer.status >= 400, `${path}: ${answer.status}`);
      assert.equal(answer.headers.location, undefined, path);
      assert.equal(answer.headers.refresh, undefined, path);
    }
  }
});
