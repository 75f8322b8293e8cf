// Following and presenting, over every surface of a room: notes in the strip, the frame of whom I
// follow, going where they go, telling my own view. Loaded after the room is there.
import { useCallback, useMemo } from 'react';
import { FollowFrame } from '../../feature/follow/FollowFrame';
import { FollowStrip } from '../../feature/follow/FollowStrip';
import { useFollowCommands } from '../../feature/follow/useFollowCommands';
import { useFollowWords } from '../../feature/follow/useFollowWords';
import { useLaser, type Laser } from '../../feature/follow/useLaser';
import { useLeader } from '../../feature/follow/useLeader';
import { useMyView } from '../../feature/follow/useMyView';
import { usePageView } from '../../feature/follow/usePageView';
import { addFollowWords } from '../../i18n/follow';
import { useWords } from '../../i18n/useWords';
import { useFollowActions } from '../../kit/useFollowActions';
import { useAppSelector } from '../../state/store';
import { useFollow, type FollowState } from '../../state/useFollow';
import { roleAllows, useMembers, useMyRole, usePresent, useRoomView } from '../../state/useRoom';
import { surfaces } from '../surfaces';
import { useRoomScope } from './roomContext';
import { useArrival } from './useArrival';

export function Following() {
  const { address } = useRoomScope();
  const state = useFollow(address.room);
  const words = useWords(addFollowWords);
  return words && state ? <Ready room={address.room} state={state} /> : null;
}

function Ready({ room, state }: { room: string; state: FollowState }) {
  const me = useAppSelector((store) => store.connection.me?.id ?? '');
  const laser = useLaser(state, me);
  return (
    <>
      <FollowStrip room={room} state={state} laser={laser} />
      <Along state={state} laser={laser} me={me} />
    </>
  );
}

interface AlongProps {
  state: FollowState;
  laser: Laser;
  me: string;
}

function Along({ state, laser, me }: AlongProps) {
  const { address } = useRoomScope();
  const { room, go, setPanel } = address;
  const { follow, leader } = state;
  const members = useMembers(room);
  const place = usePlace();
  usePageView(place.surface, address.showMessage);
  useMyView(follow, room, place.surface, laser.on);
  useArrival(room, place.pathOf);
  useLeader(follow, leader, { ...place, room, go });
  useFollowWords(room, state, members);
  const present = usePresent(room);
  const others = useMemo(() => present.filter(({ id }) => id !== me), [present, me]);
  useFollowCommands({
    state,
    actions: useFollowActions(follow, room),
    laser,
    others,
    me,
    mayPresent: roleAllows(useMyRole(room), 'editor'),
    choose: useCallback(() => setPanel('people'), [setPanel]),
  });
  const person = members.find(({ id }) => id === leader);
  if (!person) return null;
  const { name, color } = person;
  return <FollowFrame {...{ follow, room, name, color }} surface={place.surface} />;
}

const otherPlace = /^(summary\/[0-9a-f-]{36}|files\/[a-z]{1,20})$/;

function usePlace() {
  const { address } = useRoomScope();
  const { room } = address;
  const list = useRoomView(room)?.surfaces;
  const pathOf = useCallback(
    (surface: string) => {
      if (surface === 'room') return `/r/${room}`;
      if (surface === 'chat') return `/r/${room}/chat/main`;
      if (otherPlace.test(surface)) return `/r/${room}/${surface}`;
      const found = list?.find(({ id }) => id === surface);
      return found && surfaces.get(found.kind)?.route(room, found.id);
    },
    [room, list],
  );
  return { surface: address.place, pathOf };
}
