// Shapes of the trash (spec/trash.md), and their checks.

import type { Actor, Message, Surface } from './events';
import { isNumber, isSeq, isString, listOf, shape, isBoolean } from './parse';
import { isActor, isMessage, isSurface } from './validate';

export interface RemovedSurface extends Surface {
  readonly removed_by: string;
  readonly removed_at: number;
  readonly until: number;
}

export interface DeletedMessage {
  readonly message: Message;
  readonly deleted_by: string;
  readonly deleted_at: number;
  readonly until: number;
}

export interface DeletedMessages {
  readonly messages: readonly DeletedMessage[];
  readonly has_more: boolean;
  readonly next?: number;
}

export interface TrashedRoom {
  readonly id: string;
  readonly name: string;
  readonly deleted_by: Actor;
  readonly deleted_at: number;
  readonly until: number;
  readonly member_count: number;
}

const timed = { until: isNumber };
const isRemovedTimes = shape<Pick<RemovedSurface, 'removed_by' | 'removed_at' | 'until'>>(
  { ...timed, removed_by: isString, removed_at: isNumber },
  {},
);
const isRemovedSurface = (value: unknown): value is RemovedSurface =>
  isSurface(value) && isRemovedTimes(value);
export const isRemovedSurfaces = shape<{ readonly surfaces: readonly RemovedSurface[] }>(
  { surfaces: listOf(isRemovedSurface) },
  {},
);
const isDeletedMessage = shape<DeletedMessage>(
  { ...timed, message: isMessage, deleted_by: isString, deleted_at: isNumber },
  {},
);
export const isDeletedMessages = shape<DeletedMessages>(
  { messages: listOf(isDeletedMessage), has_more: isBoolean },
  { next: isSeq },
);
const isTrashedRoom = shape<TrashedRoom>(
  {
    ...timed,
    id: isString,
    name: isString,
    deleted_by: isActor,
    deleted_at: isNumber,
    member_count: isNumber,
  },
  {},
);
export const isTrashedRooms = shape<{ readonly rooms: readonly TrashedRoom[] }>(
  { rooms: listOf(isTrashedRoom) },
  {},
);
