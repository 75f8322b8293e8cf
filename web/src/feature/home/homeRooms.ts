// Which rooms stand where on the home page. Pure: rooms in, rooms out.
import type { RoomSummary } from '@atelier/sdk';

export const filterFrom = 9;

type Rooms = readonly RoomSummary[];

const lastAt = (room: RoomSummary) => room.last_message?.at ?? 0;

/** Who else is there: I am at home, and the room may not have heard of it yet. */
export function withoutMe(rooms: Rooms, me: string | undefined): RoomSummary[] {
  return rooms.map((room) => ({ ...room, present: room.present.filter(({ id }) => id !== me) }));
}

/** What I have read here counts at once, before the server has told so. */
export function withRead(rooms: Rooms, readSeq: (room: string) => number): RoomSummary[] {
  return rooms.map((room) => {
    const last = room.last_message?.seq ?? 0;
    return room.unread > 0 && readSeq(room.id) >= last ? { ...room, unread: 0 } : room;
  });
}

/** Where people are now comes first, then where something was said last. */
export function inOrder(rooms: Rooms): RoomSummary[] {
  const live = (room: RoomSummary) => (room.present.length > 0 ? 0 : 1);
  return rooms.toSorted(
    (a, b) => live(a) - live(b) || lastAt(b) - lastAt(a) || a.name.localeCompare(b.name),
  );
}

/** Nothing moves under the pointer because of others: who stood somewhere stays there, new rooms are
 * appended. */
export function keptInOrder(before: readonly string[], rooms: Rooms): RoomSummary[] {
  const place = new Map(before.map((id, index) => [id, index]));
  const known = rooms.filter(({ id }) => place.has(id));
  const fresh = rooms.filter(({ id }) => !place.has(id));
  return [
    ...known.toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0)),
    ...inOrder(fresh),
  ];
}

const plain = (text: string) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').trim();

/** Every word of the query somewhere in the name, whatever its case and accents. */
export function matching(rooms: Rooms, query: string): RoomSummary[] {
  const words = plain(query).split(/\s+/);
  return rooms.filter((room) => words.every((word) => plain(room.name).includes(word)));
}

/** How many unread messages mean me. */
export const mentions = (room: RoomSummary) => (room.unread > 0 ? (room.mentions ?? 0) : 0);

/** Unread rooms: who is meant by name first, then direct ones, then the newest. */
export function waitingRooms(rooms: Rooms): RoomSummary[] {
  const rank = (room: RoomSummary) => (mentions(room) > 0 ? 0 : room.kind === 'direct' ? 1 : 2);
  return rooms
    .filter((room) => room.unread > 0 && !room.archived)
    .toSorted((a, b) => rank(a) - rank(b) || lastAt(b) - lastAt(a));
}
