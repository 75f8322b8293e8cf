// Threads of one surface as they are shown: what the server listed, changed by its events. Pure.
import type { Comment, Thread, ThreadEvent } from './types';

export interface ThreadView {
  thread: Thread;
  /** Oldest first; the first one only until the thread is opened. */
  comments: readonly Comment[];
  complete: boolean;
}

export type Threads = ReadonlyMap<string, ThreadView>;

export function listed(before: Threads, threads: readonly Thread[]): Threads {
  const next = new Map(before);
  for (const thread of threads) {
    const known = before.get(thread.id);
    const comments = known?.comments ?? [thread.message];
    const complete = known?.complete ?? thread.comments <= 1;
    next.set(thread.id, { thread, comments, complete });
  }
  return next;
}

export function loaded(before: Threads, thread: Thread, comments: readonly Comment[]): Threads {
  return new Map(before).set(thread.id, { thread, comments, complete: true });
}

function withComment(
  view: ThreadView,
  seq: number,
  change: (comment: Comment) => Comment,
): ThreadView {
  return {
    ...view,
    comments: view.comments.map((comment) => (comment.seq === seq ? change(comment) : comment)),
  };
}

function withReaction(comment: Comment, emoji: string, person: string, on: boolean): Comment {
  const others = (comment.reactions?.[emoji] ?? []).filter((id) => id !== person);
  const people = on ? [...others, person] : others;
  const kept = Object.entries(comment.reactions ?? {}).filter(([other]) => other !== emoji);
  const mine = people.length > 0 ? [[emoji, people] as const] : [];
  return { ...comment, reactions: Object.fromEntries([...kept, ...mine]) };
}

/** What was suggested, and the quote, go with the first comment. */
function withoutSuggestion(thread: Thread): Thread {
  const kept = { ...thread, kind: 'comment' as const };
  delete kept.suggestion;
  return kept;
}

function changed(view: ThreadView, event: Exclude<ThreadEvent, { name: 'opened' }>) {
  const { thread } = view;
  switch (event.name) {
    case 'replied': {
      const { message, seq, at } = event.told;
      if (view.comments.some((comment) => comment.seq === message.seq)) return view;
      // The first words make a highlight a discussion.
      const kind = thread.kind === 'highlight' ? ('comment' as const) : thread.kind;
      const moved = { kind, comments: thread.comments + 1, last_seq: seq, last_at: at };
      return { ...view, thread: { ...thread, ...moved }, comments: [...view.comments, message] };
    }
    case 'edited': {
      const { target, text, edited_at } = event.told;
      return withComment(view, target, (comment) => ({ ...comment, text, edited_at }));
    }
    case 'deleted': {
      if (event.told.gone) return null;
      const first = event.told.target === thread.seq;
      const fewer = {
        ...(first ? withoutSuggestion(thread) : thread),
        comments: Math.max(0, thread.comments - 1),
      };
      const gone = { text: '', deleted: true };
      return withComment({ ...view, thread: fewer }, event.told.target, (comment) => ({
        ...comment,
        ...gone,
      }));
    }
    case 'resolved': {
      const { from, at, seq, outcome } = event.told;
      const how = { from, at, ...(outcome ? { outcome } : {}) };
      const resolved = { state: 'resolved' as const, resolved: how, last_seq: seq };
      return { ...view, thread: { ...thread, ...resolved } };
    }
    case 'reopened': {
      const kept = { ...thread };
      delete kept.resolved;
      const reopened = { state: 'open' as const, last_seq: event.told.seq };
      return { ...view, thread: { ...kept, ...reopened } };
    }
    case 'reaction': {
      const { target, emoji, from, on } = event.told;
      return withComment(view, target, (comment) => withReaction(comment, emoji, from.id, on));
    }
  }
}

export function happened(before: Threads, event: ThreadEvent, surface: string): Threads {
  if (event.name === 'opened') {
    const { thread } = event.told;
    return thread.anchor.surface === surface ? listed(before, [thread]) : before;
  }
  const view = before.get(event.told.thread);
  if (!view) return before;
  const next: ThreadView | null = changed(view, event);
  const all = new Map(before);
  if (next) all.set(view.thread.id, next);
  else all.delete(view.thread.id);
  return all;
}

/** By their place in the text; passages that are gone come last, oldest first. */
export function inOrder(
  threads: Threads,
  placeOf: (id: string) => number | undefined,
): ThreadView[] {
  const rank = ({ thread }: ThreadView) => placeOf(thread.id) ?? Number.MAX_SAFE_INTEGER;
  return [...threads.values()].sort((a, b) => rank(a) - rank(b) || a.thread.seq - b.thread.seq);
}
