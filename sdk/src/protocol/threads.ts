// The payloads of spec/threads.md, named as on the wire, and the checks of what arrives.

import type { Actor } from './events';
import type { Guard } from './parse';
import { isBoolean, isNumber, isSeq, isString, listOf, oneOf, recordOf, shape } from './parse';
import { isActor } from './validate';

export interface Anchor {
  /** The id of a surface, or the name of a document. */
  readonly surface: string;
  /** What on the surface: an element, a card, a file and line. */
  readonly target?: string;
  /** Opaque bytes as base64; in documents the relative positions of both ends. */
  readonly position?: string;
  /** The original passage. */
  readonly quote?: string;
}

export interface ThreadComment {
  readonly id: string;
  readonly seq: number;
  readonly thread: string;
  readonly text: string;
  readonly from: Actor;
  readonly at: number;
  readonly mentions?: readonly string[];
  readonly edited_at?: number;
  readonly deleted?: boolean;
  readonly reactions?: Readonly<Record<string, readonly string[]>>;
}

/** What a thread is: how it is shown, and what ends it. */
export type ThreadKind = 'comment' | 'suggestion' | 'highlight';
/** How a suggestion ended. Withdrawn by its author, it is rejected too. */
export type ThreadOutcome = 'accepted' | 'rejected';

/** What should stand in place of the passage; empty: nothing. */
export interface Suggestion {
  readonly text: string;
}

export interface Thread {
  readonly id: string;
  readonly seq: number;
  readonly anchor: Anchor;
  /** Of a suggestion, until its first comment is deleted. */
  readonly suggestion?: Suggestion;
  readonly from: Actor;
  readonly at: number;
  readonly kind: ThreadKind;
  readonly state: 'open' | 'resolved';
  readonly resolved?: ThreadResolution;
  /** Without the deleted ones. */
  readonly comments: number;
  readonly last_seq: number;
  readonly last_at: number;
  /** Its first comment. */
  readonly message: ThreadComment;
}

export interface ThreadResolution {
  readonly from: Actor;
  readonly at: number;
  readonly outcome?: ThreadOutcome;
}

export interface ThreadsPage {
  readonly threads: readonly Thread[];
  readonly has_more: boolean;
}

export interface ThreadPage {
  readonly thread: Thread;
  readonly messages: readonly ThreadComment[];
  readonly has_more: boolean;
}

export interface ThreadOpened {
  readonly seq: number;
  readonly at: number;
  readonly from: Actor;
  readonly thread: Thread;
}

export interface ThreadReplied {
  readonly seq: number;
  readonly at: number;
  readonly from: Actor;
  readonly thread: string;
  readonly message: ThreadComment;
}

export interface ThreadMention {
  readonly room: string;
  readonly thread: string;
  readonly message: ThreadComment;
}

/** What the events about a thread that is there have in common; of reopening it is all. */
export interface ThreadStateChange {
  readonly seq: number;
  readonly at: number;
  readonly from: Actor;
  readonly thread: string;
}

export interface ThreadResolved extends ThreadStateChange {
  readonly outcome?: ThreadOutcome;
}

export interface ThreadEdited extends ThreadStateChange {
  readonly target: number;
  readonly text: string;
  readonly edited_at: number;
}

export interface ThreadDeleted extends ThreadStateChange {
  readonly target: number;
  /** It was the last comment: the thread is gone. */
  readonly gone: boolean;
}

export interface ThreadReaction extends ThreadStateChange {
  readonly target: number;
  readonly emoji: string;
  readonly on: boolean;
}

const change = { seq: isSeq, at: isNumber, from: isActor };
const place = { ...change, thread: isString };
const isOutcome = oneOf('accepted', 'rejected');

export const isAnchor = shape<Anchor>(
  { surface: isString },
  { target: isString, position: isString, quote: isString },
);
export const isSuggestion = shape<Suggestion>({ text: isString }, {});
export const isThreadComment = shape<ThreadComment>(
  { id: isString, seq: isSeq, thread: isString, text: isString, from: isActor, at: isNumber },
  {
    mentions: listOf(isString),
    edited_at: isNumber,
    deleted: isBoolean,
    reactions: recordOf(listOf(isString)),
  },
);
export const isThread: Guard<Thread> = shape<Thread>(
  {
    id: isString,
    seq: isSeq,
    anchor: isAnchor,
    from: isActor,
    at: isNumber,
    kind: oneOf('comment', 'suggestion', 'highlight'),
    state: oneOf('open', 'resolved'),
    comments: isNumber,
    last_seq: isSeq,
    last_at: isNumber,
    message: isThreadComment,
  },
  {
    suggestion: isSuggestion,
    resolved: shape<ThreadResolution>({ from: isActor, at: isNumber }, { outcome: isOutcome }),
  },
);
export const isThreadsPage = shape<ThreadsPage>(
  { threads: listOf(isThread), has_more: isBoolean },
  {},
);
export const isThreadAnswer = shape<{ readonly thread: Thread }>({ thread: isThread }, {});
export const isThreadPage = shape<ThreadPage>(
  { thread: isThread, messages: listOf(isThreadComment), has_more: isBoolean },
  {},
);
export const isThreadOpened = shape<ThreadOpened>({ ...change, thread: isThread }, {});
export const isThreadReplied = shape<ThreadReplied>({ ...place, message: isThreadComment }, {});
export const isThreadStateChange = shape<ThreadStateChange>(place, {});
export const isThreadResolved = shape<ThreadResolved>(place, { outcome: isOutcome });
export const isThreadEdited = shape<ThreadEdited>(
  { ...place, target: isSeq, text: isString, edited_at: isNumber },
  {},
);
export const isThreadDeleted = shape<ThreadDeleted>(
  { ...place, target: isSeq, gone: isBoolean },
  {},
);
export const isThreadReaction = shape<ThreadReaction>(
  { ...place, target: isSeq, emoji: isString, on: isBoolean },
  {},
);
export const isThreadMention = shape<ThreadMention>(
  { room: isString, thread: isString, message: isThreadComment },
  {},
);
