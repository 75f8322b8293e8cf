// Surfaces of a room: making, naming, pinning and removing them. The list comes with the join.

import type { EventSource } from '../core/emitter';
import { Emitter } from '../core/emitter';
import { succeed } from '../core/result';
import type { Result } from '../protocol/errors';
import type { Actor, Stored, Surface } from '../protocol/events';
import {
  isStored,
  isSurfaceAnswer,
  isSurfaceCreated,
  isSurfacePinned,
  isSurfaceRemoved,
  isSurfaceRenamed,
} from '../protocol/validate';
import type { DurableEvent } from '../transport/roomFeed';
import type { FeatureContext } from './context';

export interface SurfacesEvents {
  readonly created: { readonly room: string; readonly seq: number; readonly surface: Surface };
  readonly renamed: {
    readonly room: string;
    readonly seq: number;
    readonly id: string;
    readonly title: string;
    readonly from: Actor;
  };
  readonly pinned: {
    readonly room: string;
    readonly seq: number;
    readonly id: string;
    readonly on: boolean;
    readonly from: Actor;
  };
  readonly removed: {
    readonly room: string;
    readonly seq: number;
    readonly id: string;
    readonly from: Actor;
  };
}

export interface Surfaces extends EventSource<SurfacesEvents> {
  /** With an `id` of one's own (`client.nextId()`) a second try makes no second surface. */
  create(
    room: string,
    surface: { readonly kind: string; readonly title: string; readonly id?: string },
  ): Promise<Result<Surface>>;
  rename(room: string, surface: string, title: string): Promise<Result<Stored>>;
  /** Kept on top of the room, for everybody; with false no longer. */
  pin(room: string, surface: string, on?: boolean): Promise<Result<Stored>>;
  remove(room: string, surface: string): Promise<Result<Stored>>;
  /** The name of its document, for `documents.open`: `<kind>.<id>`. */
  documentName(surface: Pick<Surface, 'id' | 'kind'>): string;
}

export function createSurfaces({ connection, feed, nextId }: FeatureContext): Surfaces {
  const events = new Emitter<SurfacesEvents>();
  feed.on('event', (event) => {
    publish(events, event);
  });
  return {
    on: events.on.bind(events),
    create: async (room, { kind, title, id = nextId() }) => {
      const body = { id, kind, title };
      const answer = await connection.request('surface.create', [room, body], isSurfaceAnswer);
      return answer.ok ? succeed(answer.value.surface) : answer;
    },
    rename: (room, surface, title) =>
      connection.request('surface.rename', [room, { id: nextId(), surface, title }], isStored),
    pin: (room, surface, on = true) =>
      connection.request('surface.pin', [room, { id: nextId(), surface, on }], isStored),
    remove: (room, surface) =>
      connection.request('surface.remove', [room, { id: nextId(), surface }], isStored),
    documentName: ({ id, kind }) => `${kind}.${id}`,
  };
}

function publish(events: Emitter<SurfacesEvents>, { room, name, args }: DurableEvent): void {
  const payload = args[0];
  // One that comes back from the trash is there like a new one.
  const comes = name === 'surface.created' || name === 'surface.restored';
  if (comes && isSurfaceCreated(payload)) {
    events.emit('created', { room, seq: payload.seq, surface: payload.surface });
  } else if (name === 'surface.renamed' && isSurfaceRenamed(payload)) {
    const { seq, surface, from } = payload;
    const title = payload.title ?? (typeof surface === 'string' ? undefined : surface.title);
    if (title !== undefined) {
      events.emit('renamed', { room, seq, id: idOf(surface), title, from });
    }
  } else if (name === 'surface.pinned' && isSurfacePinned(payload)) {
    const { seq, surface: id, on, from } = payload;
    events.emit('pinned', { room, seq, id, on, from });
  } else if (name === 'surface.removed' && isSurfaceRemoved(payload)) {
    const { seq, surface, from } = payload;
    events.emit('removed', { room, seq, id: idOf(surface), from });
  }
}

function idOf(surface: Surface | string): string {
  return typeof surface === 'string' ? surface : surface.id;
}
