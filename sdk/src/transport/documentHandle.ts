// What an open document is to its users, whichever protocol brings it, and the codes after which the
// server wants to be left alone. Types of Yjs only.

import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { EventSource } from '../core/emitter';
import type { AtelierError, ErrorCode } from '../protocol/errors';

/**
 * `saved` only when the server has stored everything of this document that is here; `offline`
 * keeps the changes in memory; `readonly` means that local changes do not leave this client.
 */
export type DocumentState = 'connecting' | 'saved' | 'saving' | 'offline' | 'readonly' | 'error';

export interface DocumentEvents {
  readonly state: DocumentState;
  /** The content of the server has arrived for the first time. */
  readonly loaded: true;
}

export interface DocumentHandle extends EventSource<DocumentEvents> {
  readonly room: string;
  readonly name: string;
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly state: DocumentState;
  readonly loaded: boolean;
  /** Local changes that the server has not confirmed. */
  readonly unsaved: boolean;
  /** Set in the state `error`. */
  readonly error: AtelierError | undefined;
  /** Tries again after `error` or `readonly`, for instance when the role has changed. */
  reconnect(): void;
  destroy(): void;
}

export interface DocumentTokens {
  /** A token that still holds, if one is at hand; undefined leaves it to the cookie. */
  current(): string | undefined;
  renew(): Promise<string | undefined>;
}

export const closeCodes: ReadonlyMap<number, ErrorCode> = new Map([
  [4401, 'unauthenticated'],
  [4403, 'forbidden'],
  [4404, 'not_found'],
  [4413, 'too_large'],
]);
