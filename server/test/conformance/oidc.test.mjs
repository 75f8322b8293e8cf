// Signing in with a real OpenID Connect provider: every algorithm, both places where it tells an
// address, accounts that are made and linked, kill -9 between, and a provider that goes away.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Workspace, uuid } from './lib/atelier.mjs';
import { Owner } from './lib/owner.mjs';
import { SignInProvider, Visitor } from './lib/oidc.mjs';

async function open(provider, more = []) {
  const options = ['--loops', '2', '--rate-limits', 'off', ...provider.settings(more)];
  const workspace = await Workspace.open(options);
  workspace.owner = await Owner.setUp(workspace.server);
  provider.serve(workspace.server.url);
  return workspace;
}

const start = (home, to = '/') => `${home}/api/v1/oidc/start?to=${encodeURIComponent(to)}`;

describe('a provider of sign-ins', () => {
  let provider;
  let workspace;
  let home;
  before(async () => {
    provider = await SignInProvider.open();
    workspace = await open(provider, ['--registration', 'open']);
    home = workspace.server.url;
  });
  after(async () => {
    await workspace?.close();
    await provider?.close();
  });
  const me = async (visitor) => (await visitor.call(home, 'GET', '/session')).principal;

  test('[RST32][AUTH94] there and back, twice, with kill -9 between', async () => {
    const visitor = new Visitor();
    assert.equal((await visitor.call(home, 'GET', '/session')).oidc.name, 'Studio ID');
    assert.equal(await visitor.signIn(start(home, '/r/kick'), home, 'bob'), `${home}/r/kick`);
    const first = await me(visitor);
    assert.equal(first.email, 'bob@example.org');
    assert.equal(first.verified, true);
    assert.equal(first.name, 'Bob');
    await workspace.crash();
    provider.serve(workspace.server.url);
    home = workspace.server.url;
    const again = new Visitor();
    await again.signIn(start(home), home, 'bob');
    assert.equal((await me(again)).id, first.id);
  });

  test('[AUTH96] an address that the provider has not verified takes over nothing', async () => {
    provider.people.eve = { email: 'bob@example.org', email_verified: false };
    const eve = new Visitor();
    assert.equal(await eve.signIn(start(home), home, 'eve'), `${home}/login#error=taken`);
    assert.equal(await me(eve), undefined);
  });

  test('[RST33][RST34][AUTH97][AUTH98] linking, a first password, unlinking', async () => {
    const carla = new Visitor();
    await carla.signIn(start(home), home, 'carla');
    const ways = async () => (await carla.call(home, 'GET', '/me/ways')).json;
    assert.deepEqual(await ways(), { password: false, oidc: { name: 'Studio ID', linked: true } });
    assert.equal((await carla.call(home, 'DELETE', '/oidc/link')).status, 409);
    const password = 'password of carla';
    assert.equal((await carla.call(home, 'POST', '/me/password', { next: password })).status, 200);
    assert.equal((await carla.call(home, 'DELETE', '/oidc/link')).status, 200);
    assert.deepEqual(await ways(), { password: true, oidc: { name: 'Studio ID', linked: false } });
    const link = { link: true, to: '/settings/profile' };
    const { json } = await carla.call(home, 'POST', '/oidc/start', link);
    assert.equal(await carla.signIn(json.url, home, 'carla'), `${home}/settings/profile`);
    assert.equal((await ways()).oidc.linked, true);
  });

  test('[AUTH95] an invite leads into its room', async () => {
    const { owner } = workspace;
    owner.server = workspace.server;
    await owner.post('/rooms', { name: 'Kick-off', id: 'kick' });
    const made = await owner.post('/invites', { id: uuid(), room: 'kick', role: 'editor' });
    const dora = new Visitor();
    const invite = { id: made.invite.id, secret: made.secret };
    const { json } = await dora.call(home, 'POST', '/oidc/start', { invite });
    assert.equal(await dora.signIn(json.url, home, 'dora'), `${home}/r/kick`);
    assert.equal((await dora.call(home, 'GET', '/rooms/kick')).json.role, 'editor');
  });
});

test('[AUTH94] ES256, a public client, and an address that only UserInfo tells', async () => {
  const provider = await SignInProvider.open({ algorithm: 'ES256', inToken: false, secret: '' });
  const workspace = await open(provider, ['--oidc-allow', 'example.org']);
  try {
    const home = workspace.server.url;
    const visitor = new Visitor();
    assert.equal(await visitor.signIn(start(home), home, 'ann'), `${home}/`);
    const { principal } = await visitor.call(home, 'GET', '/session');
    assert.equal(principal.email, 'ann@example.org');
    provider.people.zoe = { email: 'zoe@elsewhere.example' };
    const zoe = new Visitor();
    assert.equal(await zoe.signIn(start(home), home, 'zoe'), `${home}/login#error=invite`);
  } finally {
    await workspace.close();
    await provider.close();
  }
});

test('[AUTH93] without the provider passwords still work', async () => {
  const provider = await SignInProvider.open();
  const workspace = await open(provider);
  await provider.close();
  try {
    const home = workspace.server.url;
    const visitor = new Visitor();
    const { next } = await visitor.fetch(start(home));
    assert.equal(next, `${home}/login#error=unavailable`);
    const login = { email: 'olga@example.org', password: 'a good password' };
    assert.equal((await visitor.call(home, 'POST', '/login', login)).status, 200);
  } finally {
    await workspace.close();
  }
});
