// The one live connection of a client: its states, tokens, time and requests.

import type { EventSource } from '../core/emitter';
import type { AtelierError } from '../protocol/errors';
import type { Principal } from '../protocol/events';

export type EndReason =
  /** The app closed it, or has not opened it. */
  | 'closed'
  /** The token or login ended and no new one could be had. */
  | 'expired'
  /** The server refused who we are. */
  | 'unauthenticated'
  /** The server refused for another reason, or sent us away. */
  | 'refused'
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
