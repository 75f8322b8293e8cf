// The summary of a meeting on the stage, with the places in the room that it leads to.
import type { Thread } from '@atelier/sdk';
import type { Place } from '../../feature/meeting/SummaryParts';
import { SummaryPage } from '../../feature/meeting/SummaryPage';
import { useRoomView } from '../../state/useRoom';
import { useRoomScope } from './roomContext';

export function Summary() {
  const { address } = useRoomScope();
  const surfaces = useRoomView(address.room)?.surfaces;
  const placeOf = (id: string, state?: object): Place | null => {
    const surface = surfaces?.find((each) => each.id === id);
    if (!surface) return null;
    const to = address.placeOf(surface.kind, surface.id);
    return { title: surface.title, open: () => address.go(to, state) };
  };
  return (
    <SummaryPage
      room={address.room}
      meeting={address.surface ?? ''}
      onMessage={address.showMessage}
      placeOfThread={({ id, anchor }: Thread) => placeOf(anchor.surface, { thread: id })}
      placeOfSurface={placeOf}
    />
  );
}
