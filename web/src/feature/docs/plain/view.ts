// Where a reader of a plain text is: the line at the top as a position that edits carry along, and how
// much of the line is above. Readers of the rendered text (readerView.ts) understand the same.
import { EditorView } from '@codemirror/view';
import { numberOf, type SurfaceView } from '../../../kit/views';
import type { DocEditor } from '../editor';
import { indexOf, positionAt } from './position';

export function plainView({ view, text }: Pick<DocEditor, 'view' | 'text'>): SurfaceView {
  return {
    read: () => {
      const top = view.scrollDOM.getBoundingClientRect().top - view.documentTop;
      const line = view.lineBlockAtHeight(Math.max(0, top));
      const part = Math.max(0, (top - line.top) / Math.max(1, line.height));
      return { position: positionAt(text, line.from), part };
    },
    show: (at) => {
      const index = indexOf(at, text);
      if (index === undefined || index > view.state.doc.length) return;
      const { height } = view.lineBlockAt(index);
      const yMargin = -(numberOf(at, 'part') ?? 0) * height;
      view.dispatch({ effects: EditorView.scrollIntoView(index, { y: 'start', yMargin }) });
    },
    point: (spot) => {
      const index = view.posAtCoords(spot);
      return index === null ? undefined : { position: positionAt(text, index) };
    },
    spotOf: (point) => {
      const index = indexOf(point, text);
      if (index === undefined || index > view.state.doc.length) return undefined;
      const box = view.coordsAtPos(index);
      return box ? { x: box.left, y: (box.top + box.bottom) / 2 } : undefined;
    },
  };
}
