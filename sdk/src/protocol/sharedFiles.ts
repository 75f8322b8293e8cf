// Shapes of the files that hang on the messages of a room (spec/events.md EVT74, EVT75), and their checks.

import type { Actor, Attachment } from './events';
import { isBoolean, isNumber, isSeq, listOf, oneOf, shape } from './parse';
import { isActor, isAttachment } from './validate';

export type FileKind = 'picture' | 'document' | 'other';

export interface SharedFile extends Attachment {
  readonly kind: FileKind;
  /** Of the message it hangs on; `from` and `at` are the message's, too. */
  readonly seq: number;
  readonly thread_root?: number;
  readonly from: Actor;
  readonly at: number;
}

export interface SharedFilesPage {
  readonly files: readonly SharedFile[];
  readonly has_more: boolean;
  /** The `before` of the following page. */
  readonly next?: number;
}

const isPlaced = shape<Omit<SharedFile, keyof Attachment>>(
  { kind: oneOf('picture', 'document', 'other'), seq: isSeq, from: isActor, at: isNumber },
  { thread_root: isSeq },
);
const isSharedFile = (value: unknown): value is SharedFile =>
  isAttachment(value) && isPlaced(value);
export const isSharedFilesPage = shape<SharedFilesPage>(
  { files: listOf(isSharedFile), has_more: isBoolean },
  { next: isSeq },
);
