import type { DocumentHandle } from '@atelier/sdk';
import { en } from '@blocknote/core/locales';
import { describe, expect, it, vi } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { createRichEditor, type RichEditor } from '../editor';
import { insertMarkdown } from '../exchange';
import { encodeAnchor, findPassage, quoteOf } from './anchors';
import { passageMeta, Passages, syncOf } from './passages';

function open(doc: Y.Doc): RichEditor {
  const editor = createRichEditor({
    handle: { doc, awareness: new Awareness(doc) } as unknown as DocumentHandle,
    label: 'Text',
    hint: '',
    names: { task: 'Done', language: 'Language' },
    dictionary: en,
    person: { id: 'ana', name: 'Ana', color: '#bd5700' },
    mayWrite: true,
    uploadFile: () => Promise.resolve('/f'),
    extensions: [Passages()],
  });
  editor.mount(document.createElement('div'));
  return editor;
}

/** Where the word stands in the editor's document. */
function placeOf(editor: RichEditor, word: string): { from: number; to: number } {
  let from = -1;
  editor.prosemirrorState.doc.descendants((node, position) => {
    const index = node.isText ? (node.text ?? '').indexOf(word) : -1;
    if (index >= 0) from = position + index;
  });
  return { from, to: from + word.length };
}

function anchorOf(editor: RichEditor, word: string): string {
  const found = syncOf(editor.prosemirrorState)!;
  return encodeAnchor(found.sync.type, found.mapping, placeOf(editor, word));
}

function wordsAt(editor: RichEditor, position: string): string | null {
  const { sync, mapping } = syncOf(editor.prosemirrorState)!;
  const passage = findPassage(position, sync.doc, sync.type, mapping);
  return passage && quoteOf(editor.prosemirrorState.doc, passage);
}

function pair(): [RichEditor, RichEditor] {
  const [one, two] = [new Y.Doc(), new Y.Doc()];
  one.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'peer') Y.applyUpdate(two, update, 'peer');
  });
  two.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'peer') Y.applyUpdate(one, update, 'peer');
  });
  const editors: [RichEditor, RichEditor] = [open(one), open(two)];
  insertMarkdown(editors[0], '# Brief\n\nWarm colours, please.\n\nBy Friday.', true);
  return editors;
}

// Two editors and their schemas take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/** Types at a place of the text. */
function type(editor: RichEditor, at: number, words: string): void {
  editor.transact((transaction) => transaction.insertText(words, at));
}

describe('the anchor of a comment', () => {
  it('finds its words in the editor of somebody else', () => {
    const [ana, li] = pair();
    const position = anchorOf(ana, 'Warm colours');
    expect(wordsAt(ana, position)).toBe('Warm colours');
    expect(wordsAt(li, position)).toBe('Warm colours');
  });

  it('moves with the words while others write before and into them', () => {
    const [ana, li] = pair();
    const position = anchorOf(ana, 'Warm colours');
    li.insertBlocks([{ type: 'paragraph', content: 'Above.' }], li.document[0]!, 'before');
    type(li, placeOf(li, 'Warm').to, 'er');
    expect(wordsAt(ana, position)).toBe('Warmer colours');
  });

  it('is gone with its words', () => {
    const [ana, li] = pair();
    const position = anchorOf(ana, 'Friday');
    li.removeBlocks([li.document.at(-1)!]);
    expect(wordsAt(ana, position)).toBeNull();
    expect(wordsAt(ana, 'no anchor')).toBeNull();
  });

  it('is marked in the text, without a change of the text', () => {
    const [ana, li] = pair();
    const position = anchorOf(ana, 'colours');
    const before = syncOf(ana.prosemirrorState)!.sync.doc.store.clients.size;
    const words = ana.document;
    ana.transact((transaction) =>
      passageMeta(transaction, { marks: [{ id: 't1', position }], selected: 't1' }),
    );
    const mark = ana.domElement?.querySelector('[data-thread="t1"]');
    expect(mark?.textContent).toBe('colours');
    expect(mark?.className).toContain('at-passage-selected');
    expect(ana.document).toEqual(words);
    expect(syncOf(ana.prosemirrorState)!.sync.doc.store.clients.size).toBe(before);
    li.insertBlocks([{ type: 'paragraph', content: 'Above.' }], li.document[0]!, 'before');
    expect(ana.domElement?.querySelector('[data-thread="t1"]')?.textContent).toBe('colours');
    type(ana, placeOf(ana, 'Warm').from, 'all ');
    expect(ana.domElement?.querySelector('[data-thread="t1"]')?.textContent).toBe('colours');
  });
});
