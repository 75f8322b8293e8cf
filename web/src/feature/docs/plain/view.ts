// Where a reader of a plain text is: the line at the top as a position that edits carry along, and how
// much of the line is above.
import type { JsonValue } from '@atelier/sdk';
import { EditorView } from '@codemirror/view';
import * as Y from 'yjs';
import { fieldOf, numberOf, type SurfaceView } from '../../../kit/views';
import type { DocEditor } from '../editor';

export function plainView({ view, text }: Pick<DocEditor, 'view' | 'text'>): SurfaceView {
  return {
    read: () => {
      const top = view.scrollDOM.getBoundingClientRect().top - view.documentTop;
      const line = view.lineBlockAtHeight(Math.max(0, top));
      const position = Y.createRelativePositionFromTypeIndex(text, line.from);
      const part = Math.max(0, (top - line.top) / Math.max(1, line.height));
      return { position: Y.relativePositionToJSON(position) as JsonValue, part };
    },
    show: (at) => {
      const index = indexOf(fieldOf(at, 'position'), text);
      if (index === undefined || index > view.state.doc.length) return;
      const { height } = view.lineBlockAt(index);
      const yMargin = -(numberOf(at, 'part') ?? 0) * height;
      view.dispatch({ effects: EditorView.scrollIntoView(index, { y: 'start', yMargin }) });
    },
  };
}

/** What came from another device may be anything. */
function indexOf(position: JsonValue | undefined, text: Y.Text): number | undefined {
  if (position === undefined || !text.doc) return undefined;
  try {
    const relative = Y.createRelativePositionFromJSON(position);
    const found = Y.createAbsolutePositionFromRelativePosition(relative, text.doc);
    return found?.type === text ? found.index : undefined;
  } catch {
    return undefined;
  }
}
