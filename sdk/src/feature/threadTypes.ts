// What threads offer, and the values they hand out.

import type { EventSource } from '../core/emitter';
import type { AtelierError, Result } from '../protocol/errors';
import type { Stored } from '../protocol/events';
import type {
  Anchor,
  Suggestion,
  Thread,
  ThreadDeleted,
  ThreadEdited,
  ThreadKind,
  ThreadMention,
  ThreadOpened,
  ThreadOutcome,
  ThreadPage,
  ThreadReaction,
  ThreadReplied,
  ThreadResolved,
  ThreadsPage,
  ThreadStateChange,
} from '../protocol/threads';
import type { OutboxState } from './chatTypes';

export interface CommentDraft {
  readonly text: string;
  /** Principal ids. */
  readonly mentions?: readonly string[];
  /** Fields of the app's own, kept and forwarded by the server. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** The first comment of a thread; of a suggestion and of a highlight its text may be empty. */
export interface OpeningDraft extends CommentDraft {
  /** Needs an anchor with position and quote. */
  readonly suggestion?: Suggestion;
  /** Needs an anchor with position. */
  readonly highlight?: boolean;
}

/** A comment that is not confirmed yet. A new value for every change; it may live in a store. */
export interface ThreadOutboxEntry {
  /** Also the id of the comment, and of the thread when it opens one. */
  readonly id: string;
  readonly room: string;
  /** The id of its thread. */
  readonly thread: string;
  /** Present when it opens the thread. */
  readonly anchor?: Anchor;
  readonly draft: OpeningDraft;
  readonly createdAt: number;
  readonly state: OutboxState;
  readonly error?: AtelierError;
  readonly retryAt?: number;
  readonly seq?: number;
}

export interface ThreadsQuery {
  readonly surface?: string;
  readonly target?: string;
  /** Open ones unless given. */
  readonly state?: 'open' | 'resolved' | 'all';
  /** All unless given. */
  readonly kinds?: readonly ThreadKind[];
  /** A `last_seq`: pages go on behind it. */
  readonly before?: number;
  readonly limit?: number;
}

export interface CommentsQuery {
  readonly before?: number;
  readonly after?: number;
  readonly limit?: number;
}

export interface ThreadsEvents {
  readonly opened: { readonly room: string } & ThreadOpened;
  readonly replied: { readonly room: string } & ThreadReplied;
  readonly edited: { readonly room: string } & ThreadEdited;
  readonly deleted: { readonly room: string } & ThreadDeleted;
  readonly resolved: { readonly room: string } & ThreadResolved;
  readonly reopened: { readonly room: string } & ThreadStateChange;
  readonly reaction: { readonly room: string } & ThreadReaction;
  /** A comment that mentions me in a room this client has not joined. */
  readonly mention: ThreadMention;
  /** The whole outbox of the room after a change, oldest first. */
  readonly outbox: { readonly room: string; readonly entries: readonly ThreadOutboxEntry[] };
}

export interface Threads extends EventSource<ThreadsEvents> {
  /** Returns at once; `entry.thread` is the id of the thread to be. Offline it stays queued. */
  open(room: string, anchor: Anchor, draft: OpeningDraft): ThreadOutboxEntry;
  reply(room: string, thread: string, draft: CommentDraft): ThreadOutboxEntry;
  outbox(room: string): readonly ThreadOutboxEntry[];
  /** Number of entries of all rooms that the server has not confirmed. */
  readonly unsent: number;
  retry(id: string): void;
  discard(id: string): void;
  /** The most recently active first. */
  list(room: string, query?: ThreadsQuery): Promise<Result<ThreadsPage>>;
  get(room: string, thread: string): Promise<Result<Thread>>;
  /** Comments with the first one, oldest first. */
  history(room: string, thread: string, query?: CommentsQuery): Promise<Result<ThreadPage>>;
  edit(room: string, thread: string, seq: number, text: string): Promise<Result<Stored>>;
  remove(room: string, thread: string, seq: number): Promise<Result<Stored>>;
  /** A suggestion needs an outcome, nothing else has one. `conflict`: somebody was faster. */
  resolve(room: string, thread: string, outcome?: ThreadOutcome): Promise<Result<Stored>>;
  reopen(room: string, thread: string): Promise<Result<Stored>>;
  react(
    room: string,
    thread: string,
    seq: number,
    reaction: { readonly emoji: string; readonly on: boolean },
  ): Promise<Result<Stored>>;
}
