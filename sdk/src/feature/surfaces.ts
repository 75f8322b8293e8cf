// Surfaces of a room: making, naming and removing them. The list comes with the join.

import type { EventSource } from '../core/emitter';
import type { Result } from '../protocol/errors';
import type { Actor, Stored, Surface } from '../protocol/events';

export interface SurfacesEvents {
  readonly created: { readonly room: string; readonly seq: number; readonly surface: Surface };
  readonly renamed: {
    readonly room: string;
    readonly seq: number;
    readonly id: string;
    readonly title: string;
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
  create(
    room: string,
    surface: { readonly kind: string; readonly title: string },
  ): Promise<Result<Surface>>;
  rename(room: string, surface: string, title: string): Promise<Result<Stored>>;
  remove(room: string, surface: string): Promise<Result<Stored>>;
  /** The name of its document, for `documents.open`: `<kind>.<id>`. */
  documentName(surface: Pick<Surface, 'id' | 'kind'>): string;
}
