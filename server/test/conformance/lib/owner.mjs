// The owner of a new server: signs up by the link that the server printed, and calls REST as the
// web app does, by cookie.
import assert from 'node:assert/strict';
import { request } from './http.mjs';

export class Owner {
  /** `server` of startServe, at its first start. */
  static async setUp(server, more = {}) {
    const owner = new Owner(server);
    const [, secret] = /setup#(\S+)/.exec(server.log());
    const account = { name: 'Olga', email: 'olga@example.org', password: 'a good password' };
    const answer = await owner.call('POST', '/setup', {
      ...account,
      workspace: 'Studio',
      secret,
      ...more,
    });
    assert.equal(answer.status, 200, answer.text);
    [owner.cookie] = answer.headers['set-cookie'].split(';');
    await owner.refresh();
    return owner;
  }

  constructor(server) {
    this.server = server;
  }

  /** The token that writes need. */
  async refresh() {
    this.csrf = (await this.get('/session')).csrf;
  }

  async call(method, path, body) {
    const headers = {};
    if (this.cookie) headers.Cookie = this.cookie;
    if (this.csrf) headers['X-Atelier-CSRF'] = this.csrf;
    if (method !== 'GET') headers.Origin = this.server.url;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const options = { headers, body: body === undefined ? undefined : JSON.stringify(body) };
    const answer = await request(this.server, method, `/api/v1${path}`, options);
    answer.json = answer.text === '' ? undefined : JSON.parse(answer.text);
    return answer;
  }

  async #good(method, path, body) {
    const answer = await this.call(method, path, body);
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.json;
  }

  get(path) {
    return this.#good('GET', path);
  }

  post(path, body = {}) {
    return this.#good('POST', path, body);
  }
}
