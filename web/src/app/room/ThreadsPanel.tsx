// The threads of a room: those of the chat and those anchored to a surface, in one list. An anchored
// one opens on its surface, which hears its id with the navigation.
import type { Thread } from '@atelier/sdk';
import { ThreadsView } from '../../feature/chat/ThreadsView';
import { AnchoredThreads, type ThreadPlace } from '../../feature/thread/AnchoredThreads';
import { useAppSelector } from '../../state/store';
import { useRoomThreads } from '../../state/useRoomThreads';
import { useRoomScope } from './roomContext';

export function ThreadsPanel() {
  const { address } = useRoomScope();
  const { room } = address;
  const known = useRoomThreads(room);
  const surfaces = useAppSelector((state) => state.rooms.entities[room]?.surfaces);
  const placeOf = ({ id, anchor }: Thread): ThreadPlace | null => {
    const surface = surfaces?.find((each) => each.id === anchor.surface);
    if (!surface) return null;
    const open = () => address.go(address.placeOf(surface.kind, surface.id), { thread: id });
    return { title: surface.title, open };
  };
  return (
    <ThreadsView
      room={room}
      root={address.thread}
      onOpenThread={address.setThread}
      others={known.threads.length}
    >
      <AnchoredThreads room={room} known={known} placeOf={placeOf} />
    </ThreadsView>
  );
}
