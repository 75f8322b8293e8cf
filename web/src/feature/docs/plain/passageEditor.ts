// The editor of a plain text as the discussions of its document know it.
import { EditorSelection, Prec, StateEffect } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { anchorsOf, applyEdits, shared, type Edit } from '../comments/edit';
import { asQuote } from '../comments/ends';
import type { Passage, PassageEditor } from '../comments/passage';
import type { DocEditor } from '../editor';
import { encodeAnchor, locate, passageField, showPassages } from './passages';

export type PlainEditor = Pick<DocEditor, 'view' | 'text' | 'undoManager'>;

function selectionOf({ view, text }: PlainEditor) {
  const { doc, selection } = view.state;
  const { from, to, empty, head } = selection.main;
  const passage: Passage = empty ? doc.lineAt(head) : { from, to };
  if (passage.from === passage.to || text.length !== doc.length) return null;
  const words = doc.sliceString(passage.from, passage.to);
  return { position: encodeAnchor(text, passage), quote: asQuote(words), words };
}

/** Only what differs, so that what stands around it stays what it is for everybody. */
function changeOf(view: EditorView, { place, text }: Edit) {
  const before = view.state.doc.sliceString(place.from, place.to);
  const { head, tail } = shared(before, text);
  const insert = text.slice(head, text.length - tail);
  return { from: place.from + head, to: place.to - tail, insert };
}

export function createPassageEditor(editor: PlainEditor): PassageEditor {
  const { view, text, undoManager } = editor;
  const field = passageField(text);
  const moves = new Set<() => void>();
  const watch = EditorView.updateListener.of(({ state, startState }) => {
    const before = startState.field(field, false)?.places;
    if (state.field(field).places !== before) for (const moved of moves) moved();
  });
  // Inside the marks of the language: a line through a heading is as high as its letters.
  const extensions = [Prec.highest(field), watch];
  view.dispatch({ effects: StateEffect.appendConfig.of(extensions) });
  return {
    selection: () => selectionOf(editor),
    endSelection: () =>
      view.dispatch({ selection: EditorSelection.cursor(view.state.selection.main.to) }),
    focus: () => view.focus(),
    reveal: ({ from, to }) => {
      const range = EditorSelection.range(from, to);
      view.dispatch({ effects: EditorView.scrollIntoView(range, { y: 'center' }) });
    },
    quoteAt: ({ from, to }) => asQuote(view.state.doc.sliceString(from, to)),
    mark: (shown) => view.dispatch({ effects: showPassages.of(shown) }),
    places: () => view.state.field(field).places,
    onMoved: (moved) => {
      moves.add(moved);
      return () => moves.delete(moved);
    },
    onPicked: (heard) => {
      const onClick = ({ target }: MouseEvent) => {
        const mark = target instanceof Element ? target.closest('[data-thread]') : null;
        heard(mark?.getAttribute('data-thread') ?? null);
      };
      view.contentDOM.addEventListener('click', onClick);
      return () => view.contentDOM.removeEventListener('click', onClick);
    },
    apply: (threads) => {
      const places = locate(text, view.state.doc, anchorsOf(threads));
      return applyEdits(threads, places, undoManager, (edits) =>
        view.dispatch({ changes: edits.map((edit) => changeOf(view, edit)) }),
      );
    },
  };
}
