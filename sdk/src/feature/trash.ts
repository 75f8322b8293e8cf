// What was removed from a room in the last 30 days: listing it, bringing it back, removing it for good.
// Loaded when it is asked for first; what comes back is told by chat and surfaces.

import { present } from '../core/fields';
import { succeed } from '../core/result';
import type { Result } from '../protocol/errors';
import type { Stored } from '../protocol/events';
import type { DeletedMessages, RemovedSurface } from '../protocol/trash';
import { isDeletedMessages, isRemovedSurfaces } from '../protocol/trash';
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
}

export function createTrash({ connection, rest, nextId }: FeatureContext): Trash {
  const command = (name: string, room: string, body: object): Promise<Result<Stored>> =>
    connection.request(name, [room, { id: nextId(), ...body }], isStored);
  return {
    surfaces: async (room) => {
      const answer = await connection.request('surface.trash', [room, {}], isRemovedSurfaces);
      return answer.ok ? succeed(answer.value.surfaces) : answer;
    },
    restoreSurface: (room, surface) => command('surface.restore', room, { surface }),
    purgeSurface: async (room, surface) => {
      const path = `/rooms/${encodeURIComponent(room)}/trash/surfaces/${surface}`;
      const answer = await rest.json('DELETE', path, isEmptyReply);
      return answer.ok ? succeed(null) : answer;
    },
    messages: (room, before) =>
      connection.request('chat.trash', [room, present({ before })], isDeletedMessages),
    restoreMessage: (room, seq) => command('chat.restore', room, { seq }),
    purgeMessage: (room, seq) => command('chat.purge', room, { seq }),
  };
}
