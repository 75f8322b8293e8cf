// What surfaces tell of where their reader is, and how to bring a reader there: whoever follows, or
// presents, knows only this. A view is right at any width, so it names content, not pixels.
import type { JsonValue } from '@atelier/sdk';
import { createContext, useContext, useEffect } from 'react';

/** A place on the screen, in CSS pixels of the window. */
export interface Spot {
  x: number;
  y: number;
}

export interface SurfaceView {
  /** What is at the top now; undefined while there is nothing to name. */
  read(): JsonValue | undefined;
  /** Scrolls there; what it does not understand it leaves alone. */
  show(at: JsonValue): void;
  /** What a laser at this spot points at. */
  point(spot: Spot): JsonValue | undefined;
  /** Where that is here; undefined when it is not, or not understood. */
  spotOf(point: JsonValue): Spot | undefined;
}

export interface ViewRegistry {
  provide(surface: string, view: SurfaceView): () => void;
  get(surface: string): SurfaceView | undefined;
  subscribe(listener: () => void): () => void;
}

export function createViewRegistry(): ViewRegistry {
  const views = new Map<string, SurfaceView>();
  const listeners = new Set<() => void>();
  const tell = () => listeners.forEach((listener) => listener());
  return {
    provide(surface, view) {
      views.set(surface, view);
      tell();
      return () => {
        if (views.get(surface) !== view) return;
        views.delete(surface);
        tell();
      };
    },
    get: (surface) => views.get(surface),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const ViewContext = createContext(createViewRegistry());
export const useViews = () => useContext(ViewContext);

/** A surface tells its view while it is open. The view must be stable; null: none yet. */
export function useProvideView(surface: string, view: SurfaceView | null): void {
  const views = useViews();
  useEffect(() => (view ? views.provide(surface, view) : undefined), [views, surface, view]);
}

/** A number of a view, which came from somebody else's device. */
export function numberOf(at: JsonValue, name: string): number | undefined {
  const value = fieldOf(at, name);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function fieldOf(at: JsonValue, name: string): JsonValue | undefined {
  if (typeof at !== 'object' || at === null || Array.isArray(at)) return undefined;
  return (at as Readonly<Record<string, JsonValue>>)[name];
}
