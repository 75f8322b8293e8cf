// The client: puts connection, REST and features together.

import type { Clock } from './core/clock';
import type { RandomSource } from './core/ids';
import type { Chat } from './feature/chat';
import type { Documents } from './feature/documents';
import type { Files } from './feature/files';
import type { Links } from './feature/links';
import type { People } from './feature/people';
import type { Presence } from './feature/presence';
import type { Rooms } from './feature/rooms';
import type { Search } from './feature/search';
import type { SessionApi } from './feature/session';
import type { Surfaces } from './feature/surfaces';
import type { OutboxStore } from './offline/store';
import type { ConnectionApi } from './transport/connection';

export interface ClientOptions {
  /** Origin of the server, `https://atelier.example`. */
  readonly url: string;
  /** A fixed token. Without `token` and `getToken` the login cookie speaks for the person. */
  readonly token?: string;
  /** Called at connect and before a token ends. */
  readonly getToken?: () => Promise<string>;
  readonly fetch?: typeof fetch;
  readonly webSocket?: typeof WebSocket;
  readonly clock?: Clock;
  readonly random?: RandomSource;
  readonly outboxStore?: OutboxStore;
}

export interface Client {
  readonly connection: ConnectionApi;
  readonly session: SessionApi;
  readonly rooms: Rooms;
  readonly chat: Chat;
  readonly presence: Presence;
  readonly people: People;
  readonly surfaces: Surfaces;
  readonly links: Links;
  readonly files: Files;
  readonly search: Search;
  readonly documents: Documents;
}

export declare function createClient(options: ClientOptions): Client;
