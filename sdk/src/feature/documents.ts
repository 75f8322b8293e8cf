// Shared documents of a room. Yjs itself is loaded at the first open, as a chunk of its own.

import type { DocumentHandle } from '../transport/documents';

export interface Documents {
  /** `name` as of a surface: `text.<id>`. Each call opens a connection of its own. */
  open(room: string, name: string): Promise<DocumentHandle>;
}
