import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Thread } from '../../comments/types';
import type { RichEditor } from '../editor';
import { toMarkdown } from '../exchange';
import { applySuggestions } from './accept';
import { anchorOf, pair, placeOf, wordsAt } from './editorPair';
import { locate, passageMeta } from './passages';
import { linesOf } from './replace';

// Two editors and their schemas take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const from = { id: 'wei', name: 'Wei', kind: 'guest' as const };
let made = 0;

function suggestion(position: string, text: string): Thread {
  const id = `s${(made += 1)}`;
  const message = { id, seq: made, thread: id, text: '', from, at: 1 };
  const how = { kind: 'suggestion', state: 'open', comments: 1, last_seq: made } as const;
  const anchor = { surface: 's', position, quote: 'q' };
  return { id, seq: made, anchor, suggestion: { text }, from, at: 1, last_at: 1, message, ...how };
}

const markdown = (editor: RichEditor) => toMarkdown(editor).trim();

describe('an accepted suggestion', () => {
  let ana: RichEditor;
  let li: RichEditor;
  const suggest = (word: string, text: string) => suggestion(anchorOf(ana, word), text);
  const type = (words: string) => {
    const { to } = placeOf(ana, 'Brief');
    ana.transact((transaction) => transaction.insertText(words, to));
  };
  const both = () => {
    expect(markdown(li)).toBe(markdown(ana));
    return markdown(ana);
  };
  beforeEach(() => {
    [ana, li] = pair('# Brief\n\nWarm **bold colours**, please.\n\nBy Friday.');
  });

  it('[THR5] replaces its passage for everybody and keeps the formatting around and inside', () => {
    applySuggestions(ana, [suggest('bold colours', 'bolder colour')]);
    expect(both()).toBe('# Brief\n\nWarm **bolder colour**, please.\n\nBy Friday.');
    applySuggestions(li, [suggestion(anchorOf(li, 'Friday'), 'Monday at noon')]);
    expect(both()).toContain('By Monday at noon.');
  });

  it('[THR5] deletes its passage when nothing should stand there', () => {
    applySuggestions(ana, [suggest(', please', '')]);
    expect(both()).toContain('Warm **bold colours**.');
  });

  it('[THR5] inserts beside what it repeats, and lines become breaks', () => {
    applySuggestions(ana, [suggest('By Friday.', 'By Friday.\nOr later.')]);
    expect(ana.document.at(-1)?.type).toBe('paragraph');
    expect(linesOf(ana.prosemirrorState.doc, placeOf(ana, 'By Friday.'))).toBe('By Friday.');
    const { doc } = ana.prosemirrorState;
    expect(doc.textBetween(0, doc.content.size, '|', '~')).toContain('By Friday.~Or later.');
    both();
  });

  it('over several blocks gives each its line, or makes them one', () => {
    const whole = () => {
      const { doc } = ana.prosemirrorState;
      return { from: placeOf(ana, 'Warm').from, to: doc.content.size - 2 };
    };
    const words = linesOf(ana.prosemirrorState.doc, whole());
    expect(words).toBe('Warm bold colours, please.\nBy Friday.');
    const anchored = (text: string) => {
      const start = placeOf(ana, 'Warm');
      const position = anchorOf(ana, 'Warm', { from: start.from, to: whole().to });
      return suggestion(position, text);
    };
    applySuggestions(ana, [anchored('Warm bold hues, please.\nBy Monday.')]);
    expect(both()).toBe('# Brief\n\nWarm **bold hues**, please.\n\nBy Monday.');
    applySuggestions(ana, [anchored('Warm.')]);
    expect(both()).toBe('# Brief\n\nWarm.');
  });

  it('[THR19] is one edit with others, which one undo takes back', () => {
    const before = both();
    type('!');
    const threads = [suggest('Friday', 'Monday'), suggest('Warm', 'Cold')];
    const applied = applySuggestions(ana, threads);
    expect(both()).toBe('# Brief!\n\nCold **bold colours**, please.\n\nBy Monday.');
    expect(applied.undo()).toBe(true);
    expect(both()).toBe(before.replace('Brief', 'Brief!'));
    const again = applySuggestions(ana, threads);
    expect(again.missing).toEqual([]);
    expect(both()).toContain('Cold');
    type('?');
    expect(again.undo()).toBe(false);
    expect(both()).toContain('Cold');
  });

  it('leaves what stands between two of them alone, and who undoes it finds them again', () => {
    const quoted = (word: string, text: string) => {
      const made = suggest(word, text);
      return { ...made, anchor: { ...made.anchor, quote: word } };
    };
    const threads = [quoted('Warm', 'Cold'), quoted('please', 'thanks')];
    const between = anchorOf(li, 'bold colours');
    const applied = applySuggestions(ana, threads);
    expect(wordsAt(li, between)).toBe('bold colours');
    expect(applied.undo()).toBe(true);
    expect(wordsAt(li, between)).toBe('bold colours');
    const marks = threads.map(({ id, anchor: { position = '', quote } }) => ({
      id,
      position,
      quote,
    }));
    for (const editor of [ana, li]) {
      const { doc } = editor.prosemirrorState;
      const places = [...locate(editor.prosemirrorState, marks).values()];
      expect(places.map((place) => linesOf(doc, place))).toEqual(['Warm', 'please']);
    }
  });

  it('tells which passages are gone and leaves the text alone', () => {
    const gone = suggest('Friday', 'Monday');
    li.removeBlocks([li.document.at(-1)!]);
    const before = both();
    const applied = applySuggestions(ana, [gone]);
    expect(applied.missing).toEqual([gone.id]);
    expect(both()).toBe(before);
  });

  it('is shown in the text before, with nothing of it in the document', () => {
    const words = ana.document;
    const look = { kind: 'suggestion', text: 'Cold', color: 'var(--at-person-1)' } as const;
    const marks = [
      { id: 's', position: anchorOf(ana, 'Warm'), look },
      {
        id: 'h',
        position: anchorOf(ana, 'Friday'),
        look: { kind: 'highlight', tone: 1 } as const,
      },
    ];
    ana.transact((transaction) => passageMeta(transaction, { marks, selected: null }));
    expect(ana.domElement?.querySelector('del')?.textContent).toBe('Warm');
    expect(ana.domElement?.querySelector('ins')?.textContent).toBe('Cold');
    expect(ana.domElement?.querySelector('.at-highlight-green')?.textContent).toBe('Friday');
    expect(ana.document).toEqual(words);
  });
});
