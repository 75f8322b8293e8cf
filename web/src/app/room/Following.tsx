// Following and presenting, over every surface of a room: notes in the strip, the frame of whom I
// follow, going where they go, telling my own view. Loaded after the room is there.
import { useCallback, useMemo } from 'react';
import { FollowFrame } from '../../feature/follow/FollowFrame';
import { FollowStrip } from '../../feature/follow/FollowStrip';
import { useFollowCommands } from '../../feature/follow/useFollowCommands';
import { useFollowWords } from '../../feature/follow/useFollowWords';
import { useLeader } from '../../feature/follow/useLeader';
import { useMyView } from '../../feature/follow/useMyView';
import { addFollowWords } from '../../i18n/follow';
import { useWords } from '../../i18n/useWords';
import { useFollowActions } from '../../kit/useFollowActions';
import { useAppSelector } from '../../state/store';
import { useFollow, type FollowState } from '../../state/useFollow';
import { roleAllows, useMembers, useMyRole, usePresent, useRoomView } from '../../state/useRoom';
import { surfaces } from '../surfaces';
import { useRoomScope } from './roomContext';

export function Following() {
  const { address } = useRoomScope();
  const state = useFollow(address.room);
  const words = useWords(addFollowWords);
  if (!words || !state) return null;
  return (
    <>
      <FollowStrip room={address.room} state={state} />
      <Along state={state} />
    </>
  );
}

function Along({ state }: { state: FollowState }) {
  const { address } = useRoomScope();
  const { room, go, setPanel } = address;
  const { follow, leader } = state;
  const members = useMembers(room);
  const place = usePlace();
  useMyView(follow, room, place.surface);
  useLeader(follow, leader, { ...place, room, go });
  useFollowWords(room, state, members);
  const me = useAppSelector((store) => store.connection.me?.id ?? '');
  const present = usePresent(room);
  const others = useMemo(() => present.filter(({ id }) => id !== me), [present, me]);
  useFollowCommands({
    state,
    actions: useFollowActions(follow, room),
    others,
    me,
    mayPresent: roleAllows(useMyRole(room), 'editor'),
    choose: useCallback(() => setPanel('people'), [setPanel]),
  });
  const person = members.find(({ id }) => id === leader);
  return person ? <FollowFrame name={person.name} color={person.color} /> : null;
}

function usePlace() {
  const { address } = useRoomScope();
  const { room } = address;
  const list = useRoomView(room)?.surfaces;
  const pathOf = useCallback(
    (surface: string) => {
      if (surface === 'room') return `/r/${room}`;
      const found = list?.find(({ id }) => id === surface);
      return found && surfaces.get(found.kind)?.route(room, found.id);
    },
    [room, list],
  );
  return { surface: address.surface ?? address.kind ?? 'room', pathOf };
}
