// Who I am on this server over REST: setup, login, account and logins. It keeps nothing; the
// connection has to be opened again after the person changes.

import type { Result } from '../protocol/errors';
import type { IssuedToken, Login, Session } from '../protocol/rest';

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
