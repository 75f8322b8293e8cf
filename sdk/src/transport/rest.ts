// Requests to /api/v1: authentication, the CSRF header of cookie writes, and errors in one form.

import { fail, succeed } from '../core/result';
import type { AtelierError, ErrorCode, Result } from '../protocol/errors';
import { makeError, parseError } from '../protocol/errors';
import { isRecord } from '../protocol/parse';
import type { Session } from '../protocol/rest';
import { isSession } from '../protocol/validateRest';
import type { Guard } from '../protocol/parse';
import type { Tokens } from './tokens';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
export type Query = Readonly<Record<string, string | number | undefined>>;

export interface RestRequest {
  readonly query?: Query | undefined;
  readonly json?: unknown;
  readonly body?: BodyInit;
  readonly type?: string;
}

export interface RestOptions {
  readonly url: string;
  readonly fetch: typeof fetch;
  readonly tokens: Tokens;
  /** The welcome token of a guest without a cookie; undefined when there is none. */
  readonly guestToken: () => string | undefined;
}

const statusCodes: ReadonlyMap<number, ErrorCode> = new Map([
  [400, 'invalid'],
  [401, 'unauthenticated'],
  [403, 'forbidden'],
  [404, 'not_found'],
  [409, 'conflict'],
  [413, 'too_large'],
  [405, 'unsupported'],
  [415, 'unsupported'],
  [429, 'rate_limited'],
  [502, 'unavailable'],
  [503, 'unavailable'],
  [504, 'unavailable'],
]);

export class Rest {
  private csrf: string | undefined;

  constructor(private readonly options: RestOptions) {}

  async get<T>(path: string, guard: Guard<T>, query?: Query): Promise<Result<T>> {
    return this.json('GET', path, guard, { query });
  }

  /** Sends and reads JSON. An empty answer is read as `{}`. */
  async json<T>(
    method: Method,
    path: string,
    guard: Guard<T>,
    request: RestRequest = {},
  ): Promise<Result<T>> {
    const response = await this.send(method, path, request);
    if (!response.ok) {
      return response;
    }
    const body = await readJson(response.value);
    return guard(body)
      ? succeed(body)
      : fail(makeError('internal', 'The server answered in an unknown form.'));
  }

  /** A session answer carries the CSRF value of what follows. */
  async session(method: Method, path: string, request: RestRequest = {}): Promise<Result<Session>> {
    const answer = await this.json(method, path, isSession, request);
    if (answer.ok) {
      this.csrf = answer.value.csrf;
    }
    return answer;
  }

  /** The person has changed: what was known of the session is void. */
  forgetSession(): void {
    this.csrf = undefined;
  }

  async send(method: Method, path: string, request: RestRequest): Promise<Result<Response>> {
    const first = await this.attempt(method, path, request, await this.bearer());
    if (first.ok) {
      return first;
    }
    if (first.error.code === 'unauthenticated') {
      const other = await this.otherToken();
      return other === undefined ? first : this.attempt(method, path, request, other);
    }
    // The login may have changed in another tab: one retry with a fresh CSRF value.
    if (first.error.code === 'forbidden' && method !== 'GET' && this.options.tokens.byCookie) {
      const before = this.csrf;
      await this.session('GET', '/session');
      return this.csrf === before ? first : this.attempt(method, path, request, undefined);
    }
    return first;
  }

  url(path: string, query: Query = {}): string {
    const parameters = new URLSearchParams();
    for (const [key, value] of Object.entries(query)) {
      if (value !== undefined) {
        parameters.set(key, String(value));
      }
    }
    const text = parameters.toString();
    return `${this.options.url}/api/v1${path}${text === '' ? '' : `?${text}`}`;
  }

  private async bearer(): Promise<string | undefined> {
    try {
      return await this.options.tokens.current();
    } catch {
      return undefined;
    }
  }

  private async otherToken(): Promise<string | undefined> {
    try {
      return this.options.tokens.byCookie
        ? this.options.guestToken()
        : this.options.tokens.renewable
          ? await this.options.tokens.renew()
          : undefined;
    } catch {
      return undefined;
    }
  }

  private async attempt(
    method: Method,
    path: string,
    request: RestRequest,
    bearer: string | undefined,
  ): Promise<Result<Response>> {
    const headers = new Headers({ Accept: 'application/json' });
    if (bearer !== undefined) {
      headers.set('Authorization', `Bearer ${bearer}`);
    } else if (method !== 'GET') {
      if (this.csrf === undefined) {
        const session = await this.session('GET', '/session');
        if (!session.ok) {
          return session;
        }
      }
      headers.set('X-Atelier-CSRF', this.csrf ?? '');
    }
    return this.exchange(this.url(path, request.query), method, headers, request);
  }

  private async exchange(
    url: string,
    method: Method,
    headers: Headers,
    request: RestRequest,
  ): Promise<Result<Response>> {
    const body = request.json === undefined ? request.body : JSON.stringify(request.json);
    if (body !== undefined) {
      headers.set('Content-Type', request.type ?? 'application/json');
    }
    try {
      const response = await this.options.fetch(url, {
        method,
        headers,
        credentials: headers.has('Authorization') ? 'omit' : 'include',
        ...(body === undefined ? {} : { body }),
      });
      return response.ok ? succeed(response) : fail(await readError(response));
    } catch {
      return fail(makeError('unavailable', 'The server cannot be reached.'));
    }
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    const text = await response.text();
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function readError(response: Response): Promise<AtelierError> {
  const body = await readJson(response);
  if (isRecord(body) && isRecord(body['error'])) {
    const error = parseError(body['error']);
    const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
    return error.retryAfterMs === undefined && Number.isFinite(seconds)
      ? { ...error, retryAfterMs: seconds * 1000 }
      : error;
  }
  // A proxy answered, or the server in an emergency.
  const code = statusCodes.get(response.status) ?? 'internal';
  return makeError(code, `The server answered with status ${String(response.status)}.`);
}
