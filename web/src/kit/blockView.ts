// The view of a surface that is a column of blocks: the block at the top, by a name that all devices
// share, and how much of it is above. A laser points at a part of a block.
import type { JsonValue } from '@atelier/sdk';
import { fieldOf, numberOf, type Spot, type SurfaceView } from './views';

export interface Blocks {
  /** Null while the surface is not there. */
  scroller: () => HTMLElement | null;
  /** From top to bottom; a block without a name is left out. */
  list: (scroller: HTMLElement) => Iterable<readonly [name: string, block: Element]>;
  /** To a block that is not there now. */
  fetch?: (name: string) => void;
}

const within = (value: number) => Math.min(1, Math.max(0, value));

export function blockView({ scroller: scrollerNow, list, fetch }: Blocks): SurfaceView {
  /** The first block that ends below this height of the screen. */
  const blockAt = (height: number) => {
    const scroller = scrollerNow();
    if (!scroller) return undefined;
    for (const [name, block] of list(scroller)) {
      const box = block.getBoundingClientRect();
      if (box.bottom > height) return { name, box };
    }
    return undefined;
  };
  const find = (at: JsonValue) => {
    const scroller = scrollerNow();
    const wanted = fieldOf(at, 'block');
    if (!scroller || typeof wanted !== 'string') return undefined;
    for (const [name, block] of list(scroller)) {
      if (name === wanted) return { scroller, box: block.getBoundingClientRect() };
    }
    fetch?.(wanted);
    return undefined;
  };
  return {
    read: () => {
      const top = scrollerNow()?.getBoundingClientRect().top ?? 0;
      const found = blockAt(top);
      if (!found) return undefined;
      return { block: found.name, part: (top - found.box.top) / Math.max(1, found.box.height) };
    },
    show: (at) => {
      const found = find(at);
      if (!found) return;
      const { scroller, box } = found;
      const above = (numberOf(at, 'part') ?? 0) * box.height;
      scroller.scrollTop += box.top - scroller.getBoundingClientRect().top + above;
    },
    point: ({ x, y }) => {
      const found = blockAt(y);
      if (!found) return undefined;
      const { name, box } = found;
      return {
        block: name,
        x: within((x - box.left) / Math.max(1, box.width)),
        y: within((y - box.top) / Math.max(1, box.height)),
      };
    },
    spotOf: (point): Spot | undefined => {
      const found = find(point);
      if (!found) return undefined;
      const [x, y] = [numberOf(point, 'x') ?? 0, numberOf(point, 'y') ?? 0];
      return { x: found.box.left + x * found.box.width, y: found.box.top + y * found.box.height };
    },
  };
}
