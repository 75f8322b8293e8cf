// Which passages of a document are marked, and how: open threads, those on their way to the server, and
// the passage of what is being written. Pure.
import type { Member } from '@atelier/sdk';
import { colorOf } from '../../../state/useRoom';
import { toneOf, type Look, type Mark } from './look';
import type { Threads } from './threads';
import type { Anchor, Thread, Waiting } from './types';

export const pendingMark = 'pending';

export interface Markable {
  surface: string;
  threads: Threads;
  waiting: readonly Waiting[];
  pending: Anchor | null;
  members: readonly Member[];
  me: string;
}

/** Members of a comment that only this app knows. */
function extraOf(message: object): Record<string, unknown> {
  return message as Record<string, unknown>;
}

export function threadTone(thread: Thread): number {
  return toneOf(extraOf(thread.message)['tone']);
}

function colorVariable(members: readonly Member[], person: string): string {
  return `var(--at-person-${String(colorOf(members, person))})`;
}

function lookOf(thread: Thread, members: readonly Member[]): Look {
  switch (thread.kind) {
    case 'comment':
      return { kind: 'comment' };
    case 'highlight':
      return { kind: 'highlight', tone: threadTone(thread) };
    case 'suggestion': {
      const color = colorVariable(members, thread.from.id);
      return { kind: 'suggestion', text: thread.suggestion?.text ?? '', color };
    }
  }
}

/** A comment on its way has its card; the others would not be seen. */
function waitingLook({ draft }: Waiting, members: readonly Member[], me: string): Look | null {
  if (draft.highlight) return { kind: 'highlight', tone: toneOf(draft.extra?.['tone']) };
  if (!draft.suggestion) return null;
  return { kind: 'suggestion', text: draft.suggestion.text, color: colorVariable(members, me) };
}

export function marksOf(known: Markable): Mark[] {
  const { surface, threads, waiting, pending, members, me } = known;
  const marks: Mark[] = [];
  const add = (id: string, { position, quote }: Anchor, look: Look | null) => {
    if (position && look) marks.push({ id, position, quote, look });
  };
  for (const { thread } of threads.values()) {
    if (thread.state === 'open') add(thread.id, thread.anchor, lookOf(thread, members));
  }
  for (const entry of waiting) {
    const { anchor, thread, state } = entry;
    if (anchor?.surface !== surface || threads.has(thread) || state === 'failed') continue;
    add(thread, anchor, waitingLook(entry, members, me));
  }
  if (pending) add(pendingMark, pending, { kind: 'comment' });
  return marks;
}
