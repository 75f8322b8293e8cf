// A real OpenID Connect provider (oidc-provider) for tests, with the login and consent forms it has
// for developers, and a person who fills them in without a browser.
import { createServer } from 'node:http';
import { generateKeyPairSync } from 'node:crypto';
import Provider from 'oidc-provider';

const ourName = 'atelier';
const hidden = 'a secret, of:7/+%';

/** Keys of a provider; each has one of its own. */
function makeKeys(kind) {
  const { privateKey } =
    kind === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: kind };
  return { keys: [{ ...key, kid: `${kind}-${Date.now()}` }] };
}

/** What the provider knows of somebody who signs in as `login`. */
function account(login, people) {
  const claims = {
    email: `${login}@example.org`,
    email_verified: true,
    name: login[0].toUpperCase() + login.slice(1),
    ...people[login],
  };
  return { accountId: login, claims: () => ({ sub: login, ...claims }) };
}

export class SignInProvider {
  /** More of what the provider says of people, by login: `{ann: {email_verified: false}}`. */
  people = {};

  static async open({ algorithm = 'RS256', inToken = true, secret = hidden } = {}) {
    const opened = new SignInProvider();
    opened.server = createServer((request, response) => opened.handle(request, response));
    await new Promise((resolve) => opened.server.listen(0, '127.0.0.1', resolve));
    opened.url = `http://127.0.0.1:${opened.server.address().port}`;
    opened.options = { algorithm, inToken, secret };
    return opened;
  }

  /** Settings of the server that signs in here. */
  settings(more = []) {
    const settings = ['--oidc-issuer', this.url, '--oidc-client-id', ourName];
    if (this.options.secret) settings.push('--oidc-client-secret', this.options.secret);
    return [...settings, '--oidc-name', 'Studio ID', ...more];
  }

  /** The server at `url` is known from now on. */
  serve(url) {
    const { algorithm, inToken, secret } = this.options;
    const client = {
      client_id: ourName,
      redirect_uris: [`${url}/api/v1/oidc/callback`],
      id_token_signed_response_alg: algorithm,
      ...(secret ? { client_secret: secret } : { token_endpoint_auth_method: 'none' }),
    };
    const provider = new Provider(this.url, {
      clients: [client],
      jwks: makeKeys(algorithm),
      cookies: { keys: ['of a test'] },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      conformIdTokenClaims: !inToken,
      pkce: { required: () => true },
      findAccount: (_context, login) => account(login, this.people),
    });
    this.answer = provider.callback();
  }

  handle(request, response) {
    if (this.answer) return this.answer(request, response);
    response.writeHead(503).end();
  }

  async close() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** A browser without a screen: cookies by host, and every redirect as a step. */
export class Visitor {
  jars = new Map();

  #jar(url) {
    const { host } = new URL(url);
    if (!this.jars.has(host)) this.jars.set(host, new Map());
    return this.jars.get(host);
  }

  async fetch(url, { body, headers = {} } = {}) {
    const jar = this.#jar(url);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: { ...(cookie && { cookie }), ...headers },
      body,
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (value === '' || /max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    const location = answer.headers.get('location');
    return { answer, text: await answer.text(), next: location && new URL(location, url).href };
  }

  /** Goes from `url` through the provider's forms as `login` until a page of `home` answers. */
  async signIn(url, home, login) {
    for (let steps = 0, at = url; steps < 20; steps += 1) {
      const { answer, text, next } = await this.fetch(at);
      if (next && next.startsWith(home) && !next.includes('/api/v1/oidc/')) return next;
      if (next) {
        at = next;
        continue;
      }
      const form = /<form[^>]*action="([^"]+)"/.exec(text);
      if (!form) throw new Error(`${at} answered ${answer.status}: ${text.slice(0, 300)}`);
      const prompt = /name="prompt" value="(\w+)"/.exec(text)[1];
      const filled = new URLSearchParams(prompt === 'login' ? { prompt, login, password: 'x' } : { prompt });
      at = (await this.fetch(new URL(form[1], at).href, { body: filled })).next;
    }
    throw new Error('the provider never let go');
  }

  /** REST as the web app calls it. */
  async call(home, method, path, body) {
    const { text: said } = await this.fetch(`${home}/api/v1/session`);
    const session = JSON.parse(said);
    if (method === 'GET' && path === '/session') return session;
    const jar = this.#jar(home);
    const answer = await fetch(`${home}/api/v1${path}`, {
      method,
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        'x-atelier-csrf': session.csrf,
        ...(method === 'GET' ? {} : { origin: home }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      jar.set(name, value);
    }
    const text = await answer.text();
    return { status: answer.status, json: text === '' ? undefined : JSON.parse(text) };
  }
}
