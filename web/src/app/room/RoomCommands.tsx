// The commands of a room, as a part of the app that loads behind its page.
import { useRoomCommands } from './useRoomCommands';

export function RoomCommands(): null {
  useRoomCommands();
  return null;
}
