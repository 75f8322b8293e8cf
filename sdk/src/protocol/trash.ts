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
export const isSurfaceRestored = shape<{
  readonly seq: number;
  readonly surface: Surface;
  readonly from: Actor;
}>({ seq: isSeq, surface: isSurface, from: isActor }, {});
export const isChatRestored = shape<{
  readonly seq: number;
  readonly message: Message;
  readonly from: Actor;
}>({ seq: isSeq, message: isMessage, from: isActor }, {});
