// Puts the room away, which is asked about first, or brings it back.
import { useClient } from '../../state/client';
import { useRoomView } from '../../state/useRoom';
import { useRoomScope } from './roomContext';

export function useArchive(): () => void {
  const { address, open } = useRoomScope();
  const client = useClient();
  const archived = useRoomView(address.room)?.archived ?? false;
  return () => {
    if (archived) void client.rooms.archive(address.room, false);
    else open('archive');
  };
}
