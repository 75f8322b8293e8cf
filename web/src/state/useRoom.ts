// A room while somebody looks at it: joined, its place reported, and what selectors need of it.
import type { Member, Role } from '@atelier/sdk';
import { createSelector } from '@reduxjs/toolkit';
import { useCallback, useEffect } from 'react';
import { useClient } from './client';
import { apart } from './memberColors';
import { messagesSlice } from './messagesSlice';
import { membersAdapter, roomsSlice, type RoomView } from './roomsSlice';
import { useAppDispatch, useAppSelector, type RootState } from './store';

const ranks: Record<Role, number> = { viewer: 0, commenter: 1, editor: 2, owner: 3 };

export function roleAllows(role: Role | undefined, needed: Role): boolean {
  return role !== undefined && ranks[role] >= ranks[needed];
}

export function useJoinRoom(id: string): { retry: () => void } {
  const client = useClient();
  const dispatch = useAppDispatch();
  const join = useCallback(async () => {
    dispatch(roomsSlice.actions.joining({ room: id }));
    const result = await client.rooms.join(id);
    if (!result.ok) dispatch(roomsSlice.actions.joinFailed({ room: id, error: result.error }));
    const entries = [...client.chat.outbox(id)];
    dispatch(messagesSlice.actions.outboxChanged({ room: id, entries }));
  }, [client, dispatch, id]);
  useEffect(() => {
    void join();
    return () => void client.rooms.leave(id);
  }, [client, id, join]);
  return { retry: useCallback(() => void join(), [join]) };
}

export function useRoomView(id: string): RoomView | undefined {
  return useAppSelector((state) => state.rooms.entities[id]);
}

const none: Member[] = [];
const { selectAll } = membersAdapter.getSelectors();

export const selectMembers = createSelector(
  [(state: RootState, room: string) => state.rooms.entities[room]?.members],
  (members) => (members ? apart(selectAll(members)) : none),
);

/** People who are here now, most active first; what every "who is here" shows. */
export const selectPresent = createSelector([selectMembers], (members) => {
  const rank = (member: Member) => (member.status === 'online' ? 0 : 1);
  return members
    .filter((member) => member.status !== 'offline')
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
});

export const selectBySurface = createSelector([selectPresent], (present) => {
  const places = new Map<string, Member[]>();
  for (const member of present) {
    const surface = member.place?.surface;
    if (surface) places.set(surface, [...(places.get(surface) ?? []), member]);
  }
  return places;
});

export function useMembers(room: string): Member[] {
  return useAppSelector((state) => selectMembers(state, room));
}

export function usePresent(room: string): Member[] {
  return useAppSelector((state) => selectPresent(state, room));
}

export function useArchived(room: string): boolean {
  return useAppSelector((state) => state.rooms.entities[room]?.archived ?? false);
}

/** What I may do now: in an archived room nobody does more than read. */
export function useMyRole(room: string): Role | undefined {
  return useAppSelector((state) => {
    const view = state.rooms.entities[room];
    if (view?.phase.name !== 'joined') return undefined;
    return view.archived ? 'viewer' : view.role;
  });
}

/** How a person looks to everybody; of people who left the colour alone. */
export function lookOf(members: readonly Member[], id: string) {
  const picture = members.find((member) => member.id === id)?.picture;
  return { color: colorOf(members, id), picture };
}

/** The colour that everybody sees this person in; people who left keep one made from their id. */
export function colorOf(members: readonly Member[], id: string): number {
  const found = members.find((member) => member.id === id);
  if (found) return found.color;
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return sum % 10;
}
