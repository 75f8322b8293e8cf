// Getting in with a real mail server: links that were mailed make accounts, set passwords and verify
// addresses; nothing of it is lost by kill -9, and nobody learns who has an account.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Workspace, uuid } from './lib/atelier.mjs';
import { MailServer } from './lib/mail.mjs';
import { Owner } from './lib/owner.mjs';
import { eventually } from './lib/wait.mjs';

const password = 'a long password';

describe('invites and passwords by mail', () => {
  let mail;
  let workspace;
  let owner;

  before(async () => {
    mail = await MailServer.open({ disabledCommands: ['STARTTLS'] });
    const settings = ['--mail-url', mail.url(), '--mail-starttls', 'off', '--registration', 'open'];
    const from = ['--mail-from', 'rooms@studio.example', '--rate-limits', 'off'];
    workspace = await Workspace.open([...settings, ...from]);
    owner = await Owner.setUp(workspace.server);
    await owner.post('/rooms', { name: 'Kick-off', id: 'kick' });
  });
  after(async () => {
    await workspace?.close();
    await mail?.close();
  });

  const stranger = () => new Owner(workspace.server);
  const invite = (email, more = {}) =>
    owner.post('/invites', { id: uuid(), room: 'kick', email, ...more });
  /** The next mail to this address; after a crash one may come twice (MAIL22). */
  async function nextTo(address) {
    for (;;) {
      const got = await mail.next(`mail to ${address}`);
      if (got.to[0] === address) return got;
    }
  }
  /** `{path, secret}` of the invite in a mail. */
  const opened = ({ link }) => {
    const [, id, secret] = /\/join\/([^#]+)#(\S+)/.exec(link);
    return { path: `/invites/${id}`, secret };
  };
  async function accept(got, name) {
    const { path, secret } = opened(got);
    const person = stranger();
    const answer = await person.call('POST', `${path}/accept`, { secret, name, password });
    assert.equal(answer.status, 200, answer.text);
    [person.cookie] = answer.headers['set-cookie'].split(';');
    await person.refresh();
    return person;
  }

  test('[RST23][RST24][AUTH64] who is invited by mail has an account in the room', async () => {
    const note = 'See you <b>there</b>\u2028Bcc: eve@example.org';
    const { mailed, secret } = await invite('li@example.org', { role: 'editor', note });
    assert.equal(mailed, true);
    const got = await nextTo('li@example.org');
    assert.ok(got.link.startsWith(`${workspace.server.url}/join/`), got.link);
    assert.ok(!got.raw.includes(secret), 'the shown secret is not the mailed one');
    assert.ok(!got.html.includes('<b>there</b>'));
    assert.equal(got.headers.bcc, undefined);
    const li = await accept(got, 'Li');
    const { principal } = await li.get('/session');
    assert.equal(principal.email, 'li@example.org');
    assert.equal(principal.verified, true);
    assert.equal((await li.get('/rooms/kick')).role, 'editor');
  });

  test('[AUTH70][AUTH61] an invite and its mail outlive kill -9', async () => {
    const wish = { id: uuid(), room: 'kick', email: 'mara@example.org' };
    const first = await owner.post('/invites', wish);
    await workspace.crash();
    owner.server = workspace.server;
    await owner.refresh();
    const again = await owner.post('/invites', wish);
    assert.deepEqual(again.invite, first.invite);
    await accept(await nextTo('mara@example.org'), 'Mara');
    const { invites } = await owner.get('/invites?room=kick');
    assert.equal(invites.find(({ email }) => email === 'mara@example.org').state, 'accepted');
  });

  test('[RST25][AUTH69] a forgotten password is set by the mailed link, once', async () => {
    const known = await stranger().call('POST', '/password/forgot', { email: 'li@example.org' });
    const other = await stranger().call('POST', '/password/forgot', { email: 'no@example.org' });
    assert.deepEqual([known.status, known.text], [202, other.text]);
    const got = await nextTo('li@example.org');
    const [, secret] = /\/reset#(\S+)/.exec(got.link);
    const form = { secret, password: 'a newer password' };
    const answer = await stranger().call('POST', '/password/reset', form);
    assert.equal(answer.status, 200, answer.text);
    assert.equal((await stranger().call('POST', '/password/reset', form)).status, 404);
    const login = { email: 'li@example.org', password: form.password };
    assert.equal((await stranger().call('POST', '/login', login)).status, 200);
  });

  test('[RST4][AUTH67] asking for an account mails the link that makes it', async () => {
    const ask = (email) => stranger().call('POST', '/register', { email });
    const [fresh, taken] = [await ask('wei@example.org'), await ask('li@example.org')];
    assert.deepEqual([fresh.status, fresh.text], [taken.status, taken.text]);
    const mails = {};
    while (!mails['li@example.org'] || !mails['wei@example.org']) {
      const got = await mail.next();
      mails[got.to[0]] = got;
    }
    assert.match(mails['li@example.org'].link, /\/reset#reset_/);
    const wei = await accept(mails['wei@example.org'], 'Wei');
    assert.equal((await wei.get('/session')).principal.workspace_role, 'member');
  });

  test('[RST26][AUTH68] an address counts once its mail was opened', async () => {
    const wish = { email: 'olga@studio.example', password: 'a good password' };
    assert.equal((await owner.call('POST', '/me/email', wish)).status, 202);
    const got = await nextTo(wish.email);
    const [, secret] = /\/verify#(\S+)/.exec(got.link);
    assert.equal((await owner.get('/session')).principal.email, 'olga@example.org');
    assert.equal((await stranger().call('POST', '/email/confirm', { secret })).status, 200);
    await eventually(async () => {
      const { principal } = await owner.get('/session');
      return principal.email === wish.email && principal.verified;
    }, 'the new address');
  });
});
