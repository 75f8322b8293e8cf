// Mail through a real mail server: TLS of both kinds, logins, refusals, and a server that comes and
// goes. What an owner sees of it is read over REST.
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { Workspace, uuid } from './lib/atelier.mjs';
import { MailServer, makeCertificate } from './lib/mail.mjs';
import { Owner } from './lib/owner.mjs';
import { eventually, within } from './lib/wait.mjs';

const from = 'Stüdio Nord <rooms@studio.example>';
let certificate;
before(async () => (certificate = await makeCertificate()));
after(() => certificate?.remove());

/** A workspace with an owner, and the settings of mail that `more` says. */
async function open(url, more = {}) {
  const settings = { 'mail-url': url, 'mail-from': from, 'mail-ca': certificate.file, ...more };
  const options = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const workspace = await Workspace.open(['--loops', '2', ...options]);
  workspace.owner = await Owner.setUp(workspace.server);
  return workspace;
}

/** The newest mail as the owner sees it, once it is in `state`. */
function seen(owner, state) {
  return eventually(async () => {
    const [mail] = (await owner.get('/mail/outbox')).mails;
    return mail?.state === state && (state !== 'waiting' || mail.error) && mail;
  }, `mail that is ${state}`);
}

async function restart(workspace) {
  await workspace.crash();
  workspace.owner.server = workspace.server;
  await workspace.owner.refresh();
}

/** Opens both, runs, and closes both whatever comes. */
async function withMail({ scheme = 'smtp', server = {}, settings = {} }, run) {
  const mail = await MailServer.open({ ...certificate, ...server });
  const workspace = await open(mail.url(scheme), settings);
  try {
    await run(mail, workspace);
  } finally {
    await workspace.close();
    await mail.close();
  }
}

const login = (name, word) => (auth, _session, done) =>
  auth.username === name && auth.password === word
    ? done(null, { user: name })
    : done(new Error('no such login'));

describe('the way to the mail server', () => {
  test('[MAIL10][MAIL3][MAIL4] STARTTLS, and a message as mail programs read it', async () => {
    await withMail({}, async (mail, { owner }) => {
      const { id } = await owner.post('/mail/test', { to: 'ann@example.org' });
      const got = await mail.next();
      assert.equal(got.secure, true);
      assert.equal(got.from, 'rooms@studio.example');
      assert.deepEqual(got.to, ['ann@example.org']);
      assert.equal(got.headers.from, 'Stüdio Nord <rooms@studio.example>');
      assert.equal(got.headers.subject, 'Test mail from Studio');
      assert.equal(got.headers['message-id'], `<${id}@studio.example>`);
      assert.equal(got.headers['auto-submitted'], 'auto-generated');
      assert.match(got.text, /^Mail works\n\nThis mail shows/);
      assert.match(got.html, /^<!doctype html>[^]*<\/html>\n/);
      assert.equal((await seen(owner, 'sent')).id, id);
    });
  });

  test('[MAIL10] TLS from the first byte, with a login', async () => {
    const server = { secure: true, authOptional: false, onAuth: login('rooms', 'a "word" ü') };
    const settings = { 'mail-user': 'rooms', 'mail-password': 'a "word" ü' };
    await withMail({ scheme: 'smtps', server, settings }, async (mail, { owner }) => {
      await owner.post('/mail/test');
      const got = await mail.next();
      assert.equal(got.user, 'rooms');
      assert.deepEqual(got.to, ['olga@example.org']);
    });
  });

  test('[MAIL10] nothing is said to a server without STARTTLS, unless it is off', async () => {
    const server = { disabledCommands: ['STARTTLS'] };
    await withMail({ server }, async (mail, { owner }) => {
      await owner.post('/mail/test');
      const { error } = await seen(owner, 'waiting');
      assert.match(error, /STARTTLS|SSL/);
      assert.equal(mail.mails.length, 0);
    });
    const settings = { 'mail-starttls': 'off' };
    await withMail({ server, settings }, async (mail, { owner }) => {
      await owner.post('/mail/test');
      assert.equal((await mail.next()).secure, false);
    });
  });

  test('[MAIL10] a certificate that nobody vouches for ends it', async () => {
    const other = await makeCertificate();
    await withMail({ settings: { 'mail-ca': other.file } }, async (mail, { owner }) => {
      await owner.post('/mail/test');
      assert.match((await seen(owner, 'waiting')).error, /certificate/i);
      assert.equal(mail.mails.length, 0);
    });
    await other.remove();
  });

  test('[MAIL12] a login that is refused says so, and the mail waits', async () => {
    const server = { authOptional: false, onAuth: login('rooms', 'right') };
    const settings = { 'mail-user': 'rooms', 'mail-password': 'wrong' };
    await withMail({ server, settings }, async (mail, { owner }) => {
      await owner.post('/mail/test');
      const { error } = await seen(owner, 'waiting');
      assert.match(error, /denied|535/i);
      assert.doesNotMatch(error, /wrong/);
      assert.equal(mail.mails.length, 0);
    });
  });

  test('[MAIL12] 5xx is for good, 4xx is tried again', async () => {
    await withMail({}, async (mail, { owner }) => {
      mail.refuse(550, 'No such mailbox here');
      await owner.post('/mail/test', { to: 'nobody@example.org' });
      assert.match((await seen(owner, 'refused')).error, /550.*No such mailbox here/);
      mail.refuse(451, 'Come back later');
      await owner.post('/mail/test', { to: 'ann@example.org' });
      const waiting = await seen(owner, 'waiting');
      assert.match(waiting.error, /451/);
      assert.ok(waiting.next_at - Date.now() > 30_000);
      await owner.post('/mail/retry');
      assert.deepEqual((await mail.next()).to, ['ann@example.org']);
      assert.equal((await seen(owner, 'sent')).attempts, 2);
    });
  });
});

/** Takes connections and says nothing, as a mail server that hangs. */
async function silence() {
  const sockets = new Set();
  const server = createServer((socket) => sockets.add(socket.on('error', () => {})));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  const reached = new Promise((resolve) => server.once('connection', resolve));
  const close = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  };
  return { port, reached, close };
}

describe('what is put arrives once', () => {
  test('[MAIL24][MAIL42] a mail server that was away', async (t) => {
    const away = await silence();
    await away.close();
    const workspace = await open(`smtp://127.0.0.1:${away.port}`);
    t.after(() => workspace.close());
    const { owner } = workspace;
    await owner.post('/mail/test', { to: 'ann@example.org' });
    await owner.post('/mail/test', { to: 'bob@example.org' });
    await eventually(
      async () => (await owner.get('/mail/outbox')).mails.some(({ error }) => error),
      'reason',
    );
    const mail = await MailServer.open({ ...certificate, port: away.port });
    t.after(() => mail.close());
    await owner.post('/mail/retry');
    const to = [await mail.next(), await mail.next()].flatMap((each) => each.to);
    assert.deepEqual(to.sort(), ['ann@example.org', 'bob@example.org']);
  });

  test('[MAIL20][MAIL22] kill -9 between put and send', async (t) => {
    const hanging = await silence();
    t.after(() => hanging.close());
    const workspace = await open(`smtp://127.0.0.1:${hanging.port}`);
    t.after(() => workspace.close());
    const { id } = await workspace.owner.post('/mail/test', { to: 'ann@example.org' });
    await within(hanging.reached, 'connection to the mail server');
    await workspace.server.kill();
    await hanging.close();
    const mail = await MailServer.open({ ...certificate, port: hanging.port });
    t.after(() => mail.close());
    await restart(workspace);
    assert.equal((await mail.next()).headers['message-id'], `<${id}@studio.example>`);
    await seen(workspace.owner, 'sent');
    // A mail behind it is the next that arrives, also after another crash.
    await restart(workspace);
    await workspace.owner.post('/mail/test', { to: 'bob@example.org' });
    assert.deepEqual((await mail.next()).to, ['bob@example.org']);
    assert.equal(mail.mails.length, 0);
  });

  test('[MAIL21] kill -9 right behind an invite', async (t) => {
    const hanging = await silence();
    t.after(() => hanging.close());
    const url = `smtp://127.0.0.1:${hanging.port}`;
    const workspace = await open(url, { registration: 'invite' });
    t.after(() => workspace.close());
    const wish = { id: uuid(), email: 'ann@example.org', note: '<b>See you</b>' };
    const { invite } = await workspace.owner.post('/invites', wish);
    await workspace.server.kill();
    await hanging.close();
    const mail = await MailServer.open({ ...certificate, port: hanging.port });
    t.after(() => mail.close());
    await restart(workspace);
    const got = await mail.next();
    assert.deepEqual(got.to, ['ann@example.org']);
    assert.match(got.html, /&lt;b&gt;See you/);
    const [, secret] = got.link.split(`/join/${invite.id}#`);
    const offer = await workspace.owner.post(`/invites/${invite.id}/look`, { secret });
    assert.equal(offer.email, 'ann@example.org');
    assert.match(got.html, /Open the invitation/);
    const { mails } = await workspace.owner.get('/mail/outbox');
    assert.equal(mails.length, 1);
    assert.equal(mail.mails.length, 0);
  });

  test('[MAIL41] without a mail server the answer says what to set', async (t) => {
    const workspace = await Workspace.open();
    t.after(() => workspace.close());
    const owner = await Owner.setUp(workspace.server);
    assert.equal((await owner.get('/mail/outbox')).mail_server, false);
    const answer = await owner.call('POST', '/mail/test', {});
    assert.equal(answer.status, 503);
    assert.match(answer.json.error.message, /mail_url/);
  });
});
