import { describe, expect, it, vi } from 'vitest';
import type { RichEditor } from '../editor';
import { anchorOf, pair, placeOf, wordsAt } from './editorPair';
import { passageMeta, syncOf } from './passages';

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
      passageMeta(transaction, {
        marks: [{ id: 't1', position, look: { kind: 'comment' } }],
        selected: 't1',
      }),
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
