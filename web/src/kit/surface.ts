// What the shell, the palette, home, and later inbox and replay know of a surface: this object and
// nothing else. Surfaces are registered by name in app/surfaces.ts.
import type { Client, SearchHit, Surface as SurfaceRecord } from '@atelier/sdk';
import type { ComponentType } from 'react';
import type { Command } from '../state/commands';
import type { IconComponent } from '../ui/icons';

export interface StageProps {
  room: string;
  surface: SurfaceRecord;
}

export interface SurfaceExample {
  id: string;
  titleKey: string;
}

export interface CommandPlace {
  room: string;
  client: Client;
  navigate: (to: string) => void;
}

export interface SurfaceKind {
  kind: string;
  titleKey: string;
  /** One of them. */
  singularKey: string;
  /** Title of a new one. */
  newTitleKey: string;
  /** The verb that makes one. */
  createKey: string;
  purposeKey: string;
  icon: IconComponent;
  route: (room: string, id: string) => string;
  load: () => Promise<{ Stage: ComponentType<StageProps> }>;
  commands: (place: CommandPlace) => Command[];
  emptyExamples: readonly SurfaceExample[];
  /** One line about a surface, for cards and hovers. */
  preview: (surface: SurfaceRecord) => string;
  /** Where a hit of the search is, if it belongs to this kind. */
  searchResult: (hit: SearchHit, room: string) => string | null;
}

export interface SurfaceRegistry {
  list(): readonly SurfaceKind[];
  get(kind: string): SurfaceKind | undefined;
}

export function createSurfaceRegistry(kinds: readonly SurfaceKind[]): SurfaceRegistry {
  const byKind = new Map(kinds.map((surface) => [surface.kind, surface]));
  return { list: () => kinds, get: (kind) => byKind.get(kind) };
}
