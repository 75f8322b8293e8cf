import type { RoomSummary } from '@atelier/sdk';
import { describe, expect, it } from 'vitest';
import {
  inOrder,
  keptInOrder,
  matching,
  mentions,
  waitingRooms,
  withoutMe,
  withRead,
} from './homeRooms';

type Extra = Partial<RoomSummary> & { said?: number };

function room(id: string, { said, ...more }: Extra = {}): RoomSummary {
  const from = { id: 'li', name: 'Li', kind: 'user' as const };
  const message = { id: `m-${id}`, seq: 1, from, text: 'Hello', at: said ?? 0 };
  return {
    id,
    name: id,
    role: 'owner',
    kind: 'room',
    head_seq: 3,
    unread: 0,
    present: [],
    archived: false,
    ...(said === undefined
      ? {}
      : { last_message: message as RoomSummary['last_message'] & object }),
    ...more,
  };
}

const li = { id: 'li', name: 'Li', color: 1 };
const ids = (rooms: readonly RoomSummary[]) => rooms.map(({ id }) => id);

describe('rooms on the home page', () => {
  it('stand with people in them first, then by what was said last, then by name', () => {
    const rooms = [room('zeta'), room('old', { said: 1 }), room('alpha'), room('new', { said: 9 })];
    expect(ids(inOrder([...rooms, room('live', { present: [li] })]))).toEqual([
      'live',
      'new',
      'old',
      'alpha',
      'zeta',
    ]);
  });

  it('show who else is in them', () => {
    const both = [li, { id: 'ana', name: 'Ana', color: 2 }];
    expect(withoutMe([room('a', { present: both })], 'ana')[0]?.present).toEqual([li]);
  });

  it('are read once I have read them here, whatever the server knows yet', () => {
    const rooms = [room('a', { said: 5, unread: 2 }), room('b', { said: 5, unread: 2 })];
    const unread = withRead(rooms, (id) => (id === 'a' ? 1 : 0)).map((one) => one.unread);
    expect(unread).toEqual([0, 2]);
  });

  it('stay where they stood when others come, go or speak', () => {
    const before = ['a', 'b', 'gone'];
    const rooms = [room('new'), room('b', { said: 9, present: [li] }), room('a')];
    expect(ids(keptInOrder(before, rooms))).toEqual(['a', 'b', 'new']);
  });

  it('are found by words of their name, without regard to case and accents', () => {
    const rooms = [room('1', { name: 'Café Lindner relaunch' }), room('2', { name: 'Sprint 12' })];
    expect(ids(matching(rooms, 'cafe RELA'))).toEqual(['1']);
    expect(ids(matching(rooms, '  '))).toEqual(['1', '2']);
    expect(matching(rooms, 'nothing')).toEqual([]);
  });

  it('wait for me when something is unread: meant by name, direct, newest', () => {
    const rooms = [
      room('read', { said: 99 }),
      room('older', { said: 1, unread: 2 }),
      room('newer', { said: 5, unread: 1 }),
      room('direct', { said: 2, unread: 1, kind: 'direct' }),
      room('meant', { said: 0, unread: 1, mentions: 1 }),
      room('archived', { said: 7, unread: 3, archived: true }),
    ];
    expect(ids(waitingRooms(rooms))).toEqual(['meant', 'direct', 'newer', 'older']);
  });

  it('mention me while it is unread', () => {
    expect(mentions(room('a', { unread: 3, mentions: 2 }))).toBe(2);
    expect(mentions(room('a', { unread: 3 }))).toBe(0);
    // What I have read here counts at once.
    expect(mentions(room('a', { unread: 0, mentions: 2 }))).toBe(0);
  });
});
