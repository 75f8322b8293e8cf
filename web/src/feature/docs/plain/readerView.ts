// Where a reader of the rendered text is, told as plain/view.ts tells it: who reads and who writes
// follow each other. Blocks carry the place of their source.
import type * as Y from 'yjs';
import type { Spot, SurfaceView } from '../../../kit/views';
import { indexOf, positionAt } from './position';

/** What the renderer knows of a part of the text. */
export interface Source {
  position?:
    { start: { offset?: number | undefined }; end: { offset?: number | undefined } } | undefined;
  properties?: Record<string, unknown>;
  children?: Source[];
}

/** For the renderer: each block of the text knows where its source begins and ends. */
export function markSources() {
  return ({ children = [] }: Source) => {
    for (const { properties, position } of children) {
      if (properties) Object.assign(properties, sourceOf({ position }));
    }
  };
}

/** For what is rendered in our own way, too. */
export function sourceOf({ position }: Pick<Source, 'position'> = {}) {
  return { 'data-from': position?.start.offset, 'data-to': position?.end.offset };
}

interface Block {
  from: number;
  to: number;
  box: DOMRect;
}

const part = (value: number, from: number, length: number) =>
  Math.min(1, Math.max(0, (value - from) / Math.max(1, length)));

export function readerView(scroller: HTMLElement, text: Y.Text): SurfaceView {
  const top = () => scroller.getBoundingClientRect().top;
  const blocks = (): Block[] =>
    [...scroller.querySelectorAll<HTMLElement>('[data-from]')].map((element) => ({
      from: Number(element.dataset['from']),
      to: Number(element.dataset['to']),
      box: element.getBoundingClientRect(),
    }));
  const tell = (height: number) => {
    const block = blocks().find(({ box }) => box.bottom > height);
    if (!block) return undefined;
    const { from, to, box } = block;
    const index = from + Math.floor(part(height, box.top, box.height) * (to - from));
    return { position: positionAt(text, Math.min(index, text.length)) };
  };
  const spotOf = (point: Parameters<SurfaceView['spotOf']>[0]): Spot | undefined => {
    const index = indexOf(point, text);
    if (index === undefined) return undefined;
    const block = blocks().findLast(({ from }) => from <= index);
    if (!block) return undefined;
    const { from, to, box } = block;
    return { x: box.left, y: box.top + part(index, from, to - from) * box.height };
  };
  return {
    read: () => tell(top()),
    show: (at) => {
      const spot = spotOf(at);
      if (spot) scroller.scrollTop += spot.y - top();
    },
    point: ({ y }) => tell(y),
    spotOf,
  };
}
