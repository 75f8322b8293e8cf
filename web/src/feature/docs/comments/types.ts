// Threads of one surface: the SDK's values under the names of this feature, and its calls bound to
// a place. What cannot be sent now waits in the SDK's outbox.
import type {
  Anchor,
  Client,
  OpeningDraft,
  Result,
  Thread,
  ThreadComment,
  ThreadOutboxEntry,
  ThreadOutcome,
  ThreadsEvents,
} from '@atelier/sdk';

export type { Anchor, Thread };
export type Draft = OpeningDraft;
export type Outcome = ThreadOutcome;
export type Comment = ThreadComment;
export type Waiting = ThreadOutboxEntry;

const names = [
  'opened',
  'replied',
  'edited',
  'deleted',
  'resolved',
  'reopened',
  'reaction',
] as const;
type Name = (typeof names)[number];

export type ThreadEvent = {
  [N in Name]: { name: N; told: Omit<ThreadsEvents[N], 'room'> };
}[Name];

export interface Words {
  text: string;
  mentions: string[];
}

/** What is being begun, on which passage. */
export interface Pending {
  kind: 'comment' | 'suggestion';
  anchor: Anchor;
  /** The words of the passage as they stand. */
  words: string;
}

export interface ThreadsPort {
  list(before?: number): Promise<Result<{ threads: readonly Thread[]; has_more: boolean }>>;
  history(thread: string): Promise<Result<{ thread: Thread; messages: readonly Comment[] }>>;
  open(anchor: Anchor, draft: Draft): string;
  reply(thread: string, words: Words): void;
  edit(thread: string, seq: number, text: string): Promise<Result<unknown>>;
  remove(thread: string, seq: number): Promise<Result<unknown>>;
  resolve(thread: string, outcome?: Outcome): Promise<Result<unknown>>;
  reopen(thread: string): Promise<Result<unknown>>;
  react(thread: string, seq: number, emoji: string, on: boolean): Promise<Result<unknown>>;
  retry(id: string): void;
  discard(id: string): void;
  waiting(): readonly Waiting[];
  listen(heard: (event: ThreadEvent) => void): () => void;
  onWaiting(changed: (entries: readonly Waiting[]) => void): () => void;
}

const pageSize = 100;
const commentsShown = 200;

export function createThreadsPort({ threads }: Client, room: string, surface: string): ThreadsPort {
  return {
    list: (before) =>
      threads.list(room, {
        surface,
        state: 'all',
        limit: pageSize,
        ...(before === undefined ? {} : { before }),
      }),
    history: (thread) => threads.history(room, thread, { limit: commentsShown }),
    open: (anchor, draft) => threads.open(room, anchor, draft).thread,
    reply: (thread, words) => void threads.reply(room, thread, words),
    edit: (thread, seq, text) => threads.edit(room, thread, seq, text),
    remove: (thread, seq) => threads.remove(room, thread, seq),
    resolve: (thread, outcome) => threads.resolve(room, thread, outcome),
    reopen: (thread) => threads.reopen(room, thread),
    react: (thread, seq, emoji, on) => threads.react(room, thread, seq, { emoji, on }),
    retry: (id) => threads.retry(id),
    discard: (id) => threads.discard(id),
    waiting: () => threads.outbox(room),
    listen: (heard) => {
      const stops = names.map((name) =>
        threads.on(name, ({ room: place, ...told }) => {
          if (place === room) heard({ name, told } as ThreadEvent);
        }),
      );
      return () => {
        for (const stop of stops) stop();
      };
    },
    onWaiting: (changed) =>
      threads.on('outbox', (told) => {
        if (told.room === room) changed(told.entries);
      }),
  };
}
