// The files that hang on the messages of a room, for everybody who may read them. Loaded when it is asked
// for first.

import { present } from '../core/fields';
import type { Result } from '../protocol/errors';
import type { FileKind, SharedFilesPage } from '../protocol/sharedFiles';
import { isSharedFilesPage } from '../protocol/sharedFiles';
import type { FeatureContext } from './context';

export interface SharedFilesQuery {
  readonly kind?: FileKind;
  /** A part of the name, in capitals or not. */
  readonly name?: string;
  /** `next` of the page before. */
  readonly before?: number;
  /** 1 to 100; the files of a message are not torn apart. */
  readonly limit?: number;
}

export interface SharedFiles {
  /** Newest first. A page may be empty although there is more. */
  list(room: string, query?: SharedFilesQuery): Promise<Result<SharedFilesPage>>;
}

export function createSharedFiles({ connection }: FeatureContext): SharedFiles {
  return {
    list: (room, { kind, name, before, limit } = {}) =>
      connection.request(
        'file.shared',
        [room, present({ kind, name, before, limit })],
        isSharedFilesPage,
      ),
  };
}
