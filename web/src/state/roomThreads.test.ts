import type { Thread } from '@atelier/sdk';
import { describe, expect, it } from 'vitest';
import { withChange, withoutThread, withThreads } from './roomThreads';

const from = { id: 'jo', name: 'Jo', kind: 'user' } as const;

function thread(id: string, seq: number): Thread {
  const message = { id, seq, thread: id, text: id, from, at: seq };
  const how = { kind: 'comment', state: 'open' } as const;
  const counts = { ...how, comments: 1, last_seq: seq, last_at: seq };
  return { id, seq, anchor: { surface: 's' }, from, at: seq, ...counts, message };
}

const ids = (known: { threads: readonly Thread[] }) => known.threads.map(({ id }) => id);
const none = { threads: [], hasMore: false };

describe('the list of anchored threads', () => {
  it('[THR20] puts pages and live threads together, the most recently active first', () => {
    const page = withThreads(none, { threads: [thread('b', 5), thread('a', 3)], has_more: true });
    expect(page.hasMore).toBe(true);
    const more = withThreads(page, { threads: [thread('a', 3), thread('z', 1)], has_more: false });
    expect(ids(more)).toEqual(['b', 'a', 'z']);
    expect(more.hasMore).toBe(false);
  });

  it('[THR11] a reply moves its thread up', () => {
    const page = withThreads(none, { threads: [thread('b', 5), thread('a', 3)], has_more: false });
    expect(ids(withChange(page, 'a', (each) => ({ ...each, last_seq: 9 })))).toEqual(['a', 'b']);
  });

  it('[THR14] a resolved thread leaves the list', () => {
    const page = withThreads(none, { threads: [thread('b', 5), thread('a', 3)], has_more: false });
    expect(ids(withoutThread(page, 'b'))).toEqual(['a']);
  });
});
