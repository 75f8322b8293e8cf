// What was removed from a room in the last 30 days, and rooms that were deleted: listing them, bringing
// them back, removing them for good. Loaded when it is asked for first; what comes back to a room is told
// by chat and surfaces.

import { present } from '../core/fields';
import { succeed } from '../core/result';
import type { Result } from '../protocol/errors';
import type { Stored } from '../protocol/events';
import type { DeletedMessages, RemovedSurface, TrashedRoom } from '../protocol/trash';
import { isDeletedMessages, isRemovedSurfaces, isTrashedRooms } from '../protocol/trash';
import { isEmptyReply, isStored } from '../protocol/validate';
import type { FeatureContext } from './context';

export interface Trash {
  /** Editors see what everybody removed, the last first. */
  surfaces(room: string): Promise<Result<readonly RemovedSurface[]>>;
  restoreSurface(room: string, surface: string): Promise<Result<Stored>>;
  /** Owners only: its text and history are gone, everywhere. */
  purgeSurface(room: string, surface: string): Promise<Result<null>>;
  /** Own messages that one deleted oneself, for owners all. */
  messages(room: string, before?: number): Promise<Result<DeletedMessages>>;
  restoreMessage(room: string, seq: number): Promise<Result<Stored>>;
  purgeMessage(room: string, seq: number): Promise<Result<Stored>>;
  /** Owners only: it is gone for everybody at once; said again it changes nothing. */
  deleteRoom(room: string): Promise<Result<Stored>>;
  /** Those that I own, the last deleted first. */
  rooms(): Promise<Result<readonly TrashedRoom[]>>;
  restoreRoom(room: string): Promise<Result<null>>;
  purgeRoom(room: string): Promise<Result<null>>;
}

export function createTrash({ connection, rest, nextId }: FeatureContext): Trash {
  const command = (name: string, room: string, body: object): Promise<Result<Stored>> =>
    connection.request(name, [room, { id: nextId(), ...body }], isStored);
  const call = async (method: 'POST' | 'DELETE', path: string): Promise<Result<null>> => {
    const answer = await rest.json(method, path, isEmptyReply);
    return answer.ok ? succeed(null) : answer;
  };
  const inTrash = (room: string): string => `/trash/rooms/${encodeURIComponent(room)}`;
  return {
    deleteRoom: (room) => command('room.delete', room, {}),
    rooms: async () => {
      const answer = await rest.get('/trash/rooms', isTrashedRooms);
      return answer.ok ? succeed(answer.value.rooms) : answer;
    },
    restoreRoom: (room) => call('POST', `${inTrash(room)}/restore`),
    purgeRoom: (room) => call('DELETE', inTrash(room)),
    surfaces: async (room) => {
      const answer = await connection.request('surface.trash', [room, {}], isRemovedSurfaces);
      return answer.ok ? succeed(answer.value.surfaces) : answer;
    },
    restoreSurface: (room, surface) => command('surface.restore', room, { surface }),
    purgeSurface: (room, surface) =>
      call('DELETE', `/rooms/${encodeURIComponent(room)}/trash/surfaces/${surface}`),
    messages: (room, before) =>
      connection.request('chat.trash', [room, present({ before })], isDeletedMessages),
    restoreMessage: (room, seq) => command('chat.restore', room, { seq }),
    purgeMessage: (room, seq) => command('chat.purge', room, { seq }),
  };
}
