// The rich editor as the discussions of its document know it.
import { TextSelection } from 'prosemirror-state';
import type { PassageEditor } from '../../comments/passage';
import type { RichEditor } from '../editor';
import { applySuggestions } from './accept';
import { encodeAnchor, quoteOf } from './anchors';
import { passageMeta, Passages, syncOf } from './passages';
import { linesOf } from './replace';

function selectionOf(editor: RichEditor) {
  const state = editor.prosemirrorState;
  const { from, to, empty, $from } = state.selection;
  const passage = empty ? { from: $from.start(), to: $from.end() } : { from, to };
  const found = syncOf(state);
  if (!found || passage.from === passage.to) return null;
  const position = encodeAnchor(found.sync.type, found.mapping, passage);
  return { position, quote: quoteOf(state.doc, passage), words: linesOf(state.doc, passage) };
}

export function createPassageEditor(editor: RichEditor): PassageEditor {
  const extension = editor.getExtension(Passages);
  if (!extension) throw new Error('the editor was made without its passages');
  const { picked, places } = extension;
  return {
    selection: () => selectionOf(editor),
    // Without a selection there is no toolbar over it.
    endSelection: () =>
      editor.transact((transaction) => {
        transaction.setSelection(TextSelection.create(transaction.doc, transaction.selection.to));
      }),
    focus: () => editor.focus(),
    reveal: (place) => {
      const { node } = editor.prosemirrorView?.domAtPos(place.from) ?? {};
      const element = node instanceof Element ? node : node?.parentElement;
      element?.scrollIntoView({ block: 'center' });
    },
    quoteAt: (place) => quoteOf(editor.prosemirrorState.doc, place),
    mark: (shown) => {
      editor.transact((transaction) => passageMeta(transaction, shown));
    },
    places: () => places.state.places,
    onMoved: (moved) => places.subscribe(moved) as unknown as () => void,
    onPicked: (heard) => picked.subscribe(() => heard(picked.state.id)) as unknown as () => void,
    apply: (threads) => applySuggestions(editor, threads),
  };
}
