// Every route by everybody: what lib/route-table.mjs says, tried out on a running server. The list of
// routes is the server's own, so that a new one without a row fails here.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Cast, accounts, columns } from './lib/cast.mjs';
import { uuid } from './lib/atelier.mjs';
import { request } from './lib/http.mjs';
import { routes } from './lib/route-table.mjs';

let cast;
let operations; // "GET /rooms" -> its description
before(async () => {
  cast = await Cast.open();
  const answer = await request(cast.server, 'GET', '/api/openapi.json');
  operations = {};
  for (const [path, item] of Object.entries(JSON.parse(answer.text).paths)) {
    for (const [method, operation] of Object.entries(item)) {
      operations[`${method.toUpperCase()} ${path.slice('/api/v1'.length)}`] = operation;
    }
  }
});
after(() => cast?.close());

const parts = (name) => {
  const [, method, path] = /^(\S+) (.*)$/.exec(name);
  return { method, path };
};
const writes = (name) => !name.startsWith('GET ');

test('[RST19][RST20] every route has a row that says who may call it', () => {
  const where = 'add a row to server/test/conformance/lib/route-table.mjs';
  const missing = Object.keys(operations).filter((name) => !routes[name]);
  assert.deepEqual(missing, [], where);
  const gone = Object.keys(routes).filter((name) => !operations[name]);
  assert.deepEqual(gone, [], 'these routes are no more');
  for (const [name, [says]] of Object.entries(routes)) {
    assert.equal(says.split(' ').length, columns.length, `${name}: a status for each caller`);
  }
});

/** The path with what it stands for; new things for what a call uses up. */
async function address(path, { query = '', params = {} } = {}) {
  const made = { room: cast.room, document: 'brief', thread: cast.thread, file: cast.file };
  Object.assign(made, { id: 'l_unknown', meeting: cast.meeting, person: cast.olga }, params);
  // Who joins or accepts comes into another room, so that nobody changes their column.
  const to = path.endsWith('/accept') ? 'lobby' : cast.room;
  for (const each of ['version', 'link', 'invite']) {
    if (path.includes(`{${each}}`)) made[each] = await cast.make(each, to);
  }
  return path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(made[name] ?? uuid())) + query;
}

async function call(who, name, more = {}) {
  const { method, path } = parts(name);
  const [, , how = {}] = routes[name] ?? [];
  const at = await address(path, how);
  const body = typeof how.body === 'function' ? how.body(cast) : how.body;
  return cast.send(who, method, at, body, more);
}

test('[RST20][AUTH47] each caller gets what the row says', async () => {
  const wrong = [];
  for (const [name, [says, , how = {}]] of Object.entries(routes)) {
    const got = [];
    for (const who of columns) got.push((await call(who, name)).status);
    if (how.ends) await cast.relogin();
    if (got.join(' ') !== says) wrong.push(`${name}\n  says ${says}\n  got  ${got.join(' ')}`);
  }
  assert.equal(wrong.join('\n'), '');
});

test('[AUTH49] no write goes through on a cookie alone, nor from another site', async () => {
  const foreign = { Origin: 'https://evil.example' };
  const opaque = { Origin: 'null' };
  const bare = { 'X-Atelier-CSRF': undefined };
  const guessed = { 'X-Atelier-CSRF': 'A'.repeat(43) };
  const others = { 'X-Atelier-CSRF': cast.callers.member.csrf };
  for (const name of Object.keys(operations).filter(writes)) {
    // What shows a secret or a password of its own needs no token, and still no other site may send it.
    const byItself = operations[name].security?.length === 0;
    const attacks = byItself ? [foreign, opaque] : [foreign, opaque, bare, guessed, others];
    for (const who of ['boss', 'editor']) {
      for (const headers of attacks) {
        const { status } = await call(who, name, headers);
        assert.equal(status, 403, `${name} as ${who} with ${JSON.stringify(headers)}`);
      }
    }
  }
  for (const who of accounts) assert.equal((await call(who, 'GET /logins')).status, 200);
});
