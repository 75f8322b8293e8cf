import type { Client, Thread } from '@atelier/sdk';
import { describe, expect, it, vi } from 'vitest';
import { followThreads } from './followThreads';
import { withThreads, type RoomThreads } from './roomThreads';

const from = { id: 'jo', name: 'Jo', kind: 'user' } as const;

function thread(id: string, seq: number, kind: Thread['kind'] = 'comment'): Thread {
  const message = { id, seq, thread: id, text: id, from, at: seq };
  const how = { kind, state: 'open', comments: 1, last_seq: seq, last_at: seq } as const;
  return { id, seq, anchor: { surface: 's' }, from, at: seq, ...how, message };
}

function follow(...stored: readonly Thread[]) {
  const heard = new Map<string, (event: object) => void>();
  const get = vi.fn((_room: string, id: string) => {
    const value = stored.find((one) => one.id === id);
    return Promise.resolve(value ? { ok: true, value } : { ok: false });
  });
  const threads = {
    on: (name: string, listener: (event: object) => void) => {
      heard.set(name, listener);
      return () => heard.delete(name);
    },
    get,
  };
  let known: RoomThreads = { threads: [], hasMore: false };
  const stop = followThreads({ threads } as unknown as Client, 'r', {
    change: (edit) => (known = edit(known)),
    isKnown: (id) => known.threads.some((one) => one.id === id),
  });
  const tell = async (name: string, event: object) => {
    heard.get(name)?.({ room: 'r', seq: 9, at: 9, ...event });
    await Promise.resolve();
    await Promise.resolve();
  };
  const list = (...threads: Thread[]) => (known = withThreads(known, { threads, has_more: false }));
  return {
    stop,
    tell,
    list,
    get,
    heard,
    ids: () => known.threads.map(({ id }) => id),
    all: () => known,
  };
}

describe('the threads of a room, by events', () => {
  it('[THR6] a highlight comes with its first answer, also when it was made before', async () => {
    const room = follow({ ...thread('h', 2), comments: 2, last_seq: 9 });
    room.list(thread('a', 3));
    await room.tell('opened', { thread: thread('new', 8, 'highlight') });
    expect(room.ids()).toEqual(['a']);
    await room.tell('replied', { thread: 'h' });
    expect(room.ids()).toEqual(['h', 'a']);
  });

  it('[THR11] an answer moves what is listed up, without asking the server', async () => {
    const room = follow();
    room.list(thread('a', 3), thread('b', 5));
    await room.tell('replied', { thread: 'a' });
    expect(room.ids()).toEqual(['a', 'b']);
    expect(room.all().threads[0]?.comments).toBe(2);
    await room.tell('replied', { thread: 'a' });
    expect(room.all().threads[0]?.comments).toBe(2);
    expect(room.get).not.toHaveBeenCalled();
  });

  it('[THR14] what is resolved stays away, answered or not, and comes back reopened', async () => {
    const resolved = { ...thread('a', 3), state: 'resolved' as const };
    const room = follow(resolved, thread('b', 4));
    await room.tell('replied', { thread: 'a' });
    expect(room.ids()).toEqual([]);
    await room.tell('reopened', { thread: 'b' });
    expect(room.ids()).toEqual(['b']);
    await room.tell('resolved', { thread: 'b' });
    expect(room.ids()).toEqual([]);
    await room.tell('opened', { room: 'other', thread: thread('c', 5) });
    expect(room.ids()).toEqual([]);
  });

  it('stops', () => {
    const room = follow();
    room.stop();
    expect(room.heard.size).toBe(0);
  });
});
