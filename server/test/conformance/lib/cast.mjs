// Everybody who may stand before a server: one workspace with a room `show` in it, and a caller for
// each column of the tables of routes and commands. Guests came by links, so what they have is a
// cookie; accounts have a login; `expired` has a token that was good an hour ago.
import assert from 'node:assert/strict';
import { signToken } from './attack.mjs';
import { Workspace, uuid } from './atelier.mjs';
import { request } from './http.mjs';
import { Owner } from './owner.mjs';

export const columns = [
  'nobody', // shows nothing
  'expired', // shows a token that has ended
  'outsider', // a guest of another room
  'viewer', // guests of the room, by links with these roles
  'commenter',
  'editor',
  'owner', // an account that made the room
  'member', // an account without the room
  'boss', // the owner of the workspace, who is not in the room
];
export const accounts = ['owner', 'member', 'boss'];
export const room = 'show';
const password = 'a good password';

export class Cast {
  static async open() {
    const cast = new Cast();
    const options = ['--registration', 'open', '--rate-limits', 'off'];
    cast.workspace = await Workspace.open(options);
    cast.server = cast.workspace.server;
    cast.callers = { nobody: new Owner(cast.server) };
    cast.callers.boss = await Owner.setUp(cast.server);
    cast.callers.owner = await cast.#register('Ann');
    cast.callers.member = await cast.#register('Mia');
    await cast.callers.owner.post('/rooms', { name: 'Show', id: room });
    await cast.callers.owner.post('/rooms', { name: 'Lobby', id: 'lobby' });
    await cast.#takePlace();
    for (const role of ['viewer', 'commenter', 'editor']) {
      cast.callers[role] = await cast.#comeByLink(room, role);
    }
    cast.callers.outsider = await cast.#comeByLink('lobby', 'editor');
    cast.callers.expired = await cast.#expired();
    await cast.#furnish();
    return cast;
  }

  async #register(name) {
    const person = new Owner(this.server);
    const email = `${name.toLowerCase()}@example.org`;
    const answer = await person.call('POST', '/register', { name, email, password });
    assert.equal(answer.status, 200, answer.text);
    [person.cookie] = answer.headers['set-cookie'].split(';');
    await person.refresh();
    return person;
  }

  /** Logs the accounts in again, after something that ended their logins. */
  async relogin() {
    const emails = { owner: 'ann@example.org', member: 'mia@example.org' };
    for (const who of accounts) {
      const person = new Owner(this.server);
      const email = emails[who] ?? 'olga@example.org';
      const answer = await person.call('POST', '/login', { email, password });
      assert.equal(answer.status, 200, answer.text);
      [person.cookie] = answer.headers['set-cookie'].split(';');
      await person.refresh();
      this.callers[who] = person;
    }
    await this.#takePlace();
  }

  async #takePlace() {
    this.host?.close();
    this.host = await this.connect('owner');
    for (const each of [room, 'lobby']) await this.host.do('room.join', each);
  }

  async link(to, role) {
    const made = await this.host.do('link.create', to, { id: uuid(), role });
    return { id: made.link.id, secret: made.secret };
  }

  async #comeByLink(to, role) {
    const { id, secret } = await this.link(to, role);
    const guest = new Owner(this.server);
    const answer = await guest.call('POST', `/links/${id}/join`, { secret, name: `A ${role}` });
    assert.equal(answer.status, 200, answer.text);
    [guest.cookie] = answer.headers['set-cookie'].split(';');
    await guest.refresh();
    return guest;
  }

  async #expired() {
    const now = Math.floor(Date.now() / 1000);
    const times = { iat: now - 7200, exp: now - 3600 };
    const claims = { sub: 'late', rooms: { [room]: 'owner' }, ...times };
    this.oldToken = await signToken(this.workspace.folder.path, claims);
    const late = new Owner(this.server);
    late.token = this.oldToken;
    return late;
  }

  async #furnish() {
    const { owner } = this.callers;
    await owner.post(`/rooms/${room}/documents/brief`, { mode: 'append', text: 'Hello.' });
    const opened = { id: uuid(), text: 'Is that so?', anchor: { surface: 'brief' } };
    await this.host.do('thread.open', room, opened);
    this.thread = opened.id;
    this.meeting = uuid();
    await this.host.do('meeting.start', room, { id: this.meeting });
    const files = `/rooms/${room}/files?name=a.txt`;
    this.file = (await this.send('owner', 'POST', files, 'bytes')).json.file;
    this.olga = (await this.callers.boss.get('/session')).principal.id;
    this.ann = (await owner.get('/session')).principal.id;
  }

  room = room;
  #secrets = {};

  /** Makes a version, a link into the lobby or an invite, and remembers the secret of it. */
  async make(what, to) {
    if (what === 'link') {
      const { id, secret } = await this.link('lobby', 'commenter');
      this.#secrets.link = secret;
      return id;
    }
    const id = uuid();
    if (what === 'version') {
      const path = `/rooms/${room}/documents/brief/versions`;
      await this.callers.owner.post(path, { id, name: 'Draft' });
    } else {
      const { secret, invite } = await this.callers.owner.post('/invites', { id, room: to });
      this.#secrets.invite = secret;
      return invite.id;
    }
    return id;
  }

  secretOf(what) {
    return { secret: this.#secrets[what] };
  }

  /** A call as one of them. `body`: text as it is, all else as JSON; `more` are headers. */
  async send(who, method, path, body, more = {}) {
    const { cookie, csrf, token } = this.callers[who];
    const headers = {};
    if (cookie) headers.Cookie = cookie;
    if (token) headers.Authorization = `Bearer ${token}`;
    if (csrf) headers['X-Atelier-CSRF'] = csrf;
    if (method !== 'GET') headers.Origin = this.server.url;
    const isText = body === undefined || typeof body === 'string';
    if (!isText) headers['Content-Type'] = 'application/json';
    for (const [name, value] of Object.entries(more)) {
      if (value === undefined) delete headers[name];
      else headers[name] = value;
    }
    const text = isText ? body : JSON.stringify(body);
    const options = { headers, body: text };
    const answer = await request(this.server, method, `/api/v1${path}`, options);
    try {
      answer.json = JSON.parse(answer.text);
    } catch {
      answer.json = undefined; // a file, an archive
    }
    return answer;
  }

  /** A Socket.IO connection of somebody known. */
  async connect(who) {
    const { token } = await this.callers[who].post('/token');
    return this.workspace.connectWith(token);
  }

  close() {
    return this.workspace.close();
  }
}
