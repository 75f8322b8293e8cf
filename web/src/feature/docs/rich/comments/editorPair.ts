// Two editors on documents that tell each other everything at once, for the tests of passages.
import * as Y from 'yjs';
import type { RichEditor } from '../editor';
import { insertMarkdown } from '../exchange';
import { mountedEditor } from '../testEditor';
import type { Passage } from '../../comments/passage';
import { encodeAnchor, findPassage, quoteOf } from './anchors';
import { Passages, syncOf } from './passages';

const open = (doc: Y.Doc): RichEditor => mountedEditor(doc, { extensions: [Passages()] });

/** Where the word stands in the editor's document. */
export function placeOf(editor: RichEditor, word: string): { from: number; to: number } {
  let from = -1;
  editor.prosemirrorState.doc.descendants((node, position) => {
    const index = node.isText ? (node.text ?? '').indexOf(word) : -1;
    if (index >= 0) from = position + index;
  });
  return { from, to: from + word.length };
}

function bound(editor: RichEditor) {
  const found = syncOf(editor.prosemirrorState);
  if (!found) throw new Error('the editor is not bound to its document');
  return found;
}

export function anchorOf(
  editor: RichEditor,
  word: string,
  place: Passage = placeOf(editor, word),
): string {
  const { sync, mapping } = bound(editor);
  return encodeAnchor(sync.type, mapping, place);
}

export function wordsAt(editor: RichEditor, position: string): string | null {
  const { sync, mapping } = bound(editor);
  const passage = findPassage(position, sync.doc, sync.type, mapping);
  return passage && quoteOf(editor.prosemirrorState.doc, passage);
}

export function pair(
  text = '# Brief\n\nWarm colours, please.\n\nBy Friday.',
): [RichEditor, RichEditor] {
  const [one, two] = [new Y.Doc(), new Y.Doc()];
  one.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'peer') Y.applyUpdate(two, update, 'peer');
  });
  two.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'peer') Y.applyUpdate(one, update, 'peer');
  });
  const editors: [RichEditor, RichEditor] = [open(one), open(two)];
  insertMarkdown(editors[0], text, true);
  return editors;
}
