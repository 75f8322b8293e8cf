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

export interface Thread {
  readonly id: string;
  readonly seq: number;
  readonly anchor: Anchor;
  readonly from: Actor;
  readonly at: number;
  readonly state: 'open' | 'resolved';
  readonly resolved?: { readonly from: Actor; readonly at: number };
  /** Without the deleted ones. */
  readonly comments: number;
  readonly last_seq: number;
  readonly last_at: number;
  /** Its first comment. */
  readonly message: ThreadComment;
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

/** Resolved or reopened. */
export interface ThreadStateChange {
  readonly seq: number;
  readonly at: number;
  readonly from: Actor;
  readonly thread: string;
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

export const isAnchor = shape<Anchor>(
  { surface: isString },
  { target: isString, position: isString, quote: isString },
);
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
    state: oneOf('open', 'resolved'),
    comments: isNumber,
    last_seq: isSeq,
    last_at: isNumber,
    message: isThreadComment,
  },
  { resolved: shape<{ from: Actor; at: number }>({ from: isActor, at: isNumber }, {}) },
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
