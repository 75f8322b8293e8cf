// What the parts of a room page share: where we are, how wide it is, and what can be opened over it.
import { createContext, useContext } from 'react';
import type { Layout } from './layout';
import type { RoomAddress } from './useRoomAddress';

/** `newSurface` alone makes one of the first kind. */
export type RoomDialog =
  | 'share'
  | 'search'
  | 'rename'
  | 'archive'
  | 'delete'
  | 'settings'
  | 'trash'
  | 'newSurface'
  | `newSurface/${string}`
  | 'surfaces'
  | 'more';

export interface RoomScope {
  address: RoomAddress;
  layout: Layout;
  open: (dialog: RoomDialog | null) => void;
  dialog: RoomDialog | null;
}

export const RoomContext = createContext<RoomScope | null>(null);

export function useRoomScope(): RoomScope {
  const scope = useContext(RoomContext);
  if (!scope) throw new Error('RoomContext is missing');
  return scope;
}
