// Who I am on this server over REST: setup, login, account and logins. It keeps nothing; the
// connection has to be opened again after the person changes.

import { present } from '../core/fields';
import { succeed } from '../core/result';
import type { Result } from '../protocol/errors';
import type { IssuedToken, Login, Session, SignInWays } from '../protocol/rest';
import {
  isConfirmed,
  isEmptyAnswer,
  isIssuedToken,
  isLogins,
  isMailed,
  isSignInWays,
  isWayOut,
} from '../protocol/validateRest';
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
  /** Where registration is open and mail is sent: the mail's link makes the account. */
  askForAccount(email: string, language?: string): Promise<Result<void>>;
  /** Good whether the address has an account or not. */
  forgotPassword(email: string): Promise<Result<void>>;
  resetPassword(form: {
    readonly secret: string;
    readonly password: string;
  }): Promise<Result<Session>>;
  /** Mails a secret; another address than the present one needs the password. */
  changeEmail(form: { readonly email: string; readonly password?: string }): Promise<Result<void>>;
  confirmEmail(secret: string): Promise<Result<{ readonly email: string }>>;
  logout(): Promise<Result<void>>;
  logins(): Promise<Result<readonly Login[]>>;
  endLogin(id: string): Promise<Result<void>>;
  endOtherLogins(): Promise<Result<void>>;
  updateMe(change: {
    readonly name?: string;
    readonly timezone?: string;
    readonly language?: string;
    readonly status?: { readonly text: string; readonly until?: number } | null;
    /** 0 to 9; null: the server chooses. */
    readonly color?: number | null;
  }): Promise<Result<void>>;
  /** Without `current` it is the first one, of an account that came by a provider. */
  changePassword(form: { readonly current?: string; readonly next: string }): Promise<Result<void>>;
  ways(): Promise<Result<SignInWays>>;
  /** Where to send the browser to sign in with the provider; it comes back to `to`. */
  startProvider(wish: {
    readonly to?: string;
    readonly invite?: { readonly id: string; readonly secret: string };
    /** Links it to the account that is signed in. */
    readonly link?: boolean;
  }): Promise<Result<{ readonly url: string }>>;
  unlinkProvider(): Promise<Result<void>>;
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
    askForAccount: async (email, language) => {
      const json = present({ email, language });
      const answer = await rest.json('POST', '/register', isMailed, { json });
      return answer.ok ? succeed(undefined) : answer;
    },
    forgotPassword: (email) => done('POST', '/password/forgot', { email }),
    resetPassword: (form) => rest.session('POST', '/password/reset', { json: form }),
    changeEmail: (form) => done('POST', '/me/email', form),
    confirmEmail: (secret) =>
      rest.json('POST', '/email/confirm', isConfirmed, { json: { secret } }),
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
    ways: () => rest.get('/me/ways', isSignInWays),
    startProvider: (wish) => rest.json('POST', '/oidc/start', isWayOut, { json: wish }),
    unlinkProvider: () => done('DELETE', '/oidc/link'),
    token: (ttlMs) =>
      rest.json('POST', '/token', isIssuedToken, { json: present({ ttl_ms: ttlMs }) }),
  };
}
