// The open anchored threads of a room, as values: what was read, and what events make of it.
import type { Thread } from '@atelier/sdk';

export interface RoomThreads {
  /** The most recently active first. */
  threads: readonly Thread[];
  hasMore: boolean;
}

function sorted(threads: readonly Thread[]): readonly Thread[] {
  return [...threads].sort((a, b) => b.last_seq - a.last_seq);
}

export function withThreads(
  before: RoomThreads,
  page: { threads: readonly Thread[]; has_more: boolean },
): RoomThreads {
  const known = new Map(before.threads.map((thread) => [thread.id, thread]));
  for (const thread of page.threads) known.set(thread.id, thread);
  return { threads: sorted([...known.values()]), hasMore: page.has_more };
}

export function withoutThread(before: RoomThreads, id: string): RoomThreads {
  return { ...before, threads: before.threads.filter((thread) => thread.id !== id) };
}

export function withChange(
  before: RoomThreads,
  id: string,
  change: (thread: Thread) => Thread,
): RoomThreads {
  const threads = before.threads.map((thread) => (thread.id === id ? change(thread) : thread));
  return { ...before, threads: sorted(threads) };
}
