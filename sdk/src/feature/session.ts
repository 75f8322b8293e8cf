// Who I am on this server over REST: setup, login, account and logins. It keeps nothing; the
// connection has to be opened again after the person changes.

import { present } from '../core/fields';
import { succeed } from '../core/result';
import type { Result } from '../protocol/errors';
import type { IssuedToken, Login, Session } from '../protocol/rest';
import { isEmptyAnswer, isIssuedToken, isLogins } from '../protocol/validateRest';
import type { Method, Rest } from '../transport/rest';

export interface SessionApi {
  get(): Promise<Result<Session>>;
  setup(form: {
    readonly secret: string;
    readonly name: string;
    readonly email: string;
    readonly password: string;
    readonly workspace: string;
  }): Promise<Result<Session>>;
  login(form: { readonly email: string; readonly password: string }): Promise<Result<Session>>;
  register(form: {
    readonly name: string;
    readonly email: string;
    readonly password: string;
  }): Promise<Result<Session>>;
  logout(): Promise<Result<void>>;
  logins(): Promise<Result<readonly Login[]>>;
  endLogin(id: string): Promise<Result<void>>;
  endOtherLogins(): Promise<Result<void>>;
  updateMe(change: {
    readonly name?: string;
    readonly timezone?: string;
    readonly language?: string;
  }): Promise<Result<void>>;
  changePassword(form: { readonly current: string; readonly next: string }): Promise<Result<void>>;
  /** A token of the caller, at most 1 h, for other clients of the same person. */
  token(ttlMs?: number): Promise<Result<IssuedToken>>;
}

export function createSession(rest: Rest): SessionApi {
  const done = async (method: Method, path: string, json?: unknown): Promise<Result<void>> => {
    const answer = await rest.json(method, path, isEmptyAnswer, { json });
    return answer.ok ? succeed(undefined) : answer;
  };
  return {
    get: () => rest.session('GET', '/session'),
    setup: (form) => rest.session('POST', '/setup', { json: form }),
    login: (form) => rest.session('POST', '/login', { json: form }),
    register: (form) => rest.session('POST', '/register', { json: form }),
    logout: async () => {
      const answer = await done('POST', '/logout', {});
      rest.forgetSession();
      return answer;
    },
    logins: async () => {
      const answer = await rest.get('/logins', isLogins);
      return answer.ok ? succeed(answer.value.logins) : answer;
    },
    endLogin: (id) => done('DELETE', `/logins/${encodeURIComponent(id)}`),
    endOtherLogins: () => done('POST', '/logins/end-others', {}),
    updateMe: (change) => done('PATCH', '/me', change),
    changePassword: (form) => done('POST', '/me/password', form),
    token: (ttlMs) =>
      rest.json('POST', '/token', isIssuedToken, { json: present({ ttl_ms: ttlMs }) }),
  };
}
