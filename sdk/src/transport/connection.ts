// The one live connection of a client: its states, tokens, time and requests. It does not know
// rooms; roomFeed.ts does.

import type { Backoff } from '../core/backoff';
import type { CancelTimer, Clock } from '../core/clock';
import type { EventSource } from '../core/emitter';
import { Emitter } from '../core/emitter';
import { fail } from '../core/result';
import type { AtelierError, Result } from '../protocol/errors';
import { makeError, parseError } from '../protocol/errors';
import type { Principal } from '../protocol/events';
import { offlineAfterMs, requestTimeoutMs } from '../protocol/limits';
import type { Guard } from '../protocol/parse';
import { isRecord } from '../protocol/parse';
import { isEmptyReply, isWelcome } from '../protocol/validate';
import { readReply } from './reply';
import type { SocketFactory, SocketLoss, SocketPort } from './socket';
import type { Tokens } from './tokens';

export type EndReason =
  /** The app closed it, or has not opened it. */
  | 'closed'
  /** The token or login ended and no new one could be had. */
  | 'expired'
  /** The server refused who we are. */
  | 'unauthenticated'
  /** The server refused for another reason. */
  | 'refused'
  /** The server sent us away. */
  | 'disconnected';

export type ConnectionState =
  | { readonly name: 'connecting' }
  | { readonly name: 'online' }
  /** Lost less than 3 s ago. */
  | { readonly name: 'reconnecting' }
  /** Lost for longer, or the app said that there is no network; attempts go on. */
  | { readonly name: 'offline' }
  | { readonly name: 'ended'; readonly reason: EndReason; readonly error?: AtelierError };

export interface ConnectionEvents {
  readonly state: ConnectionState;
  /** After every connect, before rooms are joined again. */
  readonly welcome: { readonly principal: Principal; readonly recovered: boolean };
}

export interface ConnectionApi extends EventSource<ConnectionEvents> {
  readonly state: ConnectionState;
  /** Known from the first welcome on. */
  readonly principal: Principal | undefined;
  /** Opens it, also after `ended`. */
  connect(): void;
  close(): void;
  /** The app's knowledge of the network (`online` and `offline` events of a browser). */
  setNetwork(available: boolean): void;
  /** The server's time in milliseconds, by the skew measured at connect. */
  serverNow(): number;
}

export interface ConnectionOptions {
  readonly url: string;
  readonly socketFactory: SocketFactory;
  readonly tokens: Tokens;
  readonly clock: Clock;
  /** Waits between attempts that the server refused for now. */
  readonly backoff: Backoff;
  /** A new token of a person who came by cookie. */
  readonly issueToken: () => Promise<string | undefined>;
}

export interface WireEvent {
  readonly name: string;
  readonly args: readonly unknown[];
}

type Settle = (reply: unknown) => void;

const notConnected = makeError('unavailable', 'There is no connection to the server.');

export class Connection extends Emitter<ConnectionEvents> implements ConnectionApi {
  /** Every event of the server but those about the connection. */
  readonly wire = new Emitter<{ readonly event: WireEvent }>();

  private current: ConnectionState = { name: 'ended', reason: 'closed' };
  private who: Principal | undefined;
  private skewMs = 0;
  private recovered = false;
  private networkDown = false;
  private expired = false;
  private triedFreshToken = false;
  private readonly port: SocketPort;
  private readonly waiting = new Set<Settle>();
  private cancelOffline: CancelTimer | undefined;
  private cancelRetry: CancelTimer | undefined;

  constructor(private readonly options: ConnectionOptions) {
    super();
    this.port = options.socketFactory(options.url, {
      auth: () => this.auth(),
      connected: (recovered) => {
        this.recovered = recovered;
      },
      lost: (loss) => {
        this.lost(loss);
      },
      refused: (data, message) => {
        this.refused(data, message);
      },
      event: (name, args) => {
        this.heard(name, args);
      },
    });
  }

  get state(): ConnectionState {
    return this.current;
  }

  get principal(): Principal | undefined {
    return this.who;
  }

  get online(): boolean {
    return this.current.name === 'online';
  }

  connect(): void {
    if (this.current.name === 'ended') {
      this.triedFreshToken = false;
      this.enter({ name: 'connecting' });
      this.port.open();
    }
  }

  close(): void {
    if (this.current.name !== 'ended') {
      this.end('closed');
    }
  }

  setNetwork(available: boolean): void {
    this.networkDown = !available;
    if (this.current.name === 'ended' || this.online) {
      return;
    }
    if (available) {
      // A new attempt at once instead of at the end of the current wait.
      this.port.close();
      this.enter({ name: 'reconnecting' });
      this.port.open();
    } else {
      this.enter({ name: 'offline' });
    }
  }

  serverNow(): number {
    return this.options.clock.now() + this.skewMs;
  }

  /** Sends without an answer; dropped when there is no connection. */
  emitWire(name: string, args: readonly unknown[]): void {
    if (this.online) {
      this.port.emit(name, args);
    }
  }

  /** Sends and waits for the ack. A lost connection fails it as `unavailable`, at once. */
  request<T>(name: string, args: readonly unknown[], guard: Guard<T>): Promise<Result<T>> {
    if (!this.online) {
      return Promise.resolve(fail(notConnected));
    }
    return new Promise((resolve) => {
      const settle = (result: Result<T>): void => {
        cancelTimeout();
        this.waiting.delete(abandon);
        resolve(result);
      };
      const abandon = (): void => {
        settle(fail(notConnected));
      };
      const cancelTimeout = this.options.clock.after(requestTimeoutMs, () => {
        settle(fail(makeError('unavailable', 'The server did not answer in time.')));
      });
      this.waiting.add(abandon);
      this.port.emit(name, args, (reply) => {
        settle(readReply(reply, guard));
      });
    });
  }

  private async auth(): Promise<Readonly<Record<string, unknown>> | undefined> {
    try {
      // A fresh token for every connect: the held one may have ended while we were away.
      const token = await this.options.tokens.renew();
      return token === undefined ? {} : { token };
    } catch {
      return undefined;
    }
  }

  private heard(name: string, args: readonly unknown[]): void {
    switch (name) {
      case 'welcome':
        this.welcomed(args[0]);
        break;
      case 'auth.expiring':
        void this.refreshAuth();
        break;
      case 'auth.expired':
        this.expired = true;
        break;
      default:
        this.wire.emit('event', { name, args });
    }
  }

  private welcomed(payload: unknown): void {
    if (!isWelcome(payload)) {
      this.end('refused', makeError('internal', 'The server speaks another version.'));
      return;
    }
    this.who = payload.principal;
    this.skewMs = payload.server_time - this.options.clock.now();
    this.options.tokens.noteWelcome(payload.token);
    this.options.backoff.reset();
    this.triedFreshToken = false;
    this.expired = false;
    this.enter({ name: 'online' });
    this.emit('welcome', { principal: payload.principal, recovered: this.recovered });
  }

  private async refreshAuth(): Promise<void> {
    const { tokens, issueToken } = this.options;
    try {
      const token = tokens.byCookie ? await issueToken() : await tokens.renew();
      if (token !== undefined) {
        await this.request('auth.refresh', [token], isEmptyReply);
      }
    } catch {
      // The app has no token now: the connection ends when the old one does.
    }
  }

  private lost(loss: SocketLoss): void {
    if (this.current.name === 'ended') {
      return;
    }
    if (loss === 'transport') {
      this.enter({ name: this.networkDown ? 'offline' : 'reconnecting' });
    } else if (this.expired && this.options.tokens.renewable && !this.triedFreshToken) {
      // The refresh came too late, for instance after sleep: the app may still have a token.
      this.reopenWithFreshToken();
    } else {
      this.end(this.expired ? 'expired' : 'disconnected');
    }
  }

  private refused(data: unknown, message: string): void {
    if (this.current.name === 'ended') {
      return;
    }
    const error = parseError(isRecord(data) ? { message, ...data } : { message });
    switch (error.code) {
      case 'unauthenticated':
        if (this.options.tokens.renewable && !this.triedFreshToken) {
          this.reopenWithFreshToken();
        } else {
          this.end('unauthenticated', error);
        }
        break;
      case 'rate_limited':
      case 'unavailable':
      case 'internal':
        this.retryLater(error);
        break;
      case 'invalid':
      case 'forbidden':
      case 'not_found':
      case 'conflict':
      case 'too_large':
      case 'unsupported':
        this.end('refused', error);
        break;
    }
  }

  private reopenWithFreshToken(): void {
    this.triedFreshToken = true;
    this.enter({ name: 'reconnecting' });
    this.port.open();
  }

  private retryLater(error: AtelierError): void {
    const waitMs = Math.max(error.retryAfterMs ?? 0, this.options.backoff.nextMs());
    this.cancelRetry?.();
    this.cancelRetry = this.options.clock.after(waitMs, () => {
      this.port.open();
    });
  }

  private end(reason: EndReason, error?: AtelierError): void {
    this.port.close();
    this.enter({ name: 'ended', reason, ...(error ? { error } : {}) });
  }

  private enter(next: ConnectionState): void {
    this.current = next;
    if (next.name === 'connecting' || next.name === 'reconnecting') {
      this.cancelOffline ??= this.options.clock.after(offlineAfterMs, () => {
        this.enter({ name: 'offline' });
      });
    } else {
      this.cancelOffline?.();
      this.cancelOffline = undefined;
    }
    if (next.name === 'online' || next.name === 'ended') {
      this.cancelRetry?.();
      this.cancelRetry = undefined;
    }
    this.emit('state', next);
    if (next.name !== 'online') {
      for (const abandon of [...this.waiting]) {
        abandon(undefined);
      }
    }
  }
}
