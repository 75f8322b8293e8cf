// Shared documents of a room. Yjs itself is loaded at the first open, as a chunk of its own.

import type { Backoff } from '../core/backoff';
import type { Clock } from '../core/clock';
import type { IdSource } from '../core/ids';
import type { DocumentHandle, DocumentTokens } from '../transport/documentHandle';
import type { DocumentSocket } from '../transport/documentSocket';
import type { Rest } from '../transport/rest';
import type { StoredDocuments } from './storedDocuments';

export interface Documents {
  /** `name` as of a surface: `text.<id>`. Each call opens a connection of its own. */
  open(room: string, name: string): Promise<DocumentHandle>;
  /** The same document over one socket for all that are opened this way. */
  openShared(room: string, name: string): Promise<DocumentHandle>;
  /** Documents of a room over REST: to list, read and write them, and their history. */
  stored(room: string): Promise<StoredDocuments>;
}

export interface DocumentsOptions {
  readonly url: string;
  readonly rest: Rest;
  readonly nextId: IdSource;
  readonly tokens: DocumentTokens;
  readonly clock: Clock;
  readonly createBackoff: () => Backoff;
  readonly webSocket: typeof WebSocket | undefined;
}

export function createDocuments(options: DocumentsOptions): Documents {
  let socket: DocumentSocket | undefined;
  return {
    openShared: async (room, name) => {
      const { DocumentSocket, openSharedDocument } = await import('../transport/sharedDocument');
      socket ??= new DocumentSocket(options);
      return openSharedDocument({ ...options, socket, room, name });
    },
    open: async (room, name) => {
      const { openDocument } = await import('../transport/documents');
      return openDocument({ ...options, room, name });
    },
    stored: async (room) => {
      const { createStoredDocuments } = await import('./storedDocuments');
      return createStoredDocuments(options.rest, options.nextId, room);
    },
  };
}
