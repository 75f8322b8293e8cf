import type { DocumentHandle } from '@atelier/sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { Look } from '../comments/look';
import type { PassageEditor, Quoted } from '../comments/passage';
import type { Thread } from '../comments/types';
import { createEditor, type DocEditor } from '../editor';
import { createPassageEditor } from './passageEditor';

interface Person {
  editor: DocEditor;
  passages: PassageEditor;
}

function open(doc: Y.Doc): Person {
  const handle = { doc, awareness: new Awareness(doc) } as unknown as DocumentHandle;
  const parent = document.createElement('div');
  const editor = createEditor({ parent, handle, label: 'Text', hint: '', readOnly: false });
  return { editor, passages: createPassageEditor(editor) };
}

/** Two editors on documents that tell each other everything at once. */
function pair(text: string): [Person, Person] {
  const [one, two] = [new Y.Doc(), new Y.Doc()];
  for (const [from, to] of [
    [one, two],
    [two, one],
  ] as const)
    from.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'peer') Y.applyUpdate(to, update, 'peer');
    });
  one.getText('text').insert(0, text);
  return [open(one), open(two)];
}

const textOf = ({ editor }: Person) => editor.view.state.doc.toString();

function select({ editor, passages }: Person, words: string): Quoted {
  const from = editor.view.state.doc.toString().indexOf(words);
  editor.view.dispatch({ selection: { anchor: from, head: from + words.length } });
  const found = passages.selection();
  if (!found) throw new Error('nothing is selected');
  return found;
}

function type({ editor }: Person, before: string, insert: string): void {
  const from = editor.view.state.doc.toString().indexOf(before);
  editor.view.dispatch({ changes: { from, insert } });
}

let made = 0;

function suggestion({ position, quote }: Quoted, text: string): Thread {
  const id = `s${(made += 1)}`;
  const from = { id: 'wei', name: 'Wei', kind: 'guest' as const };
  const message = { id, seq: made, thread: id, text: '', from, at: 1 };
  const how = { kind: 'suggestion', state: 'open', comments: 1, last_seq: made } as const;
  const anchor = { surface: 's', position, quote };
  return { id, seq: made, anchor, suggestion: { text }, from, at: 1, last_at: 1, message, ...how };
}

describe('passages of a plain text', () => {
  let ana: Person;
  let li: Person;
  const shown = ({ editor }: Person, selector: string) =>
    [...editor.view.contentDOM.querySelectorAll(selector)].map((found) => found.textContent);
  const mark = (person: Person, { position, quote }: Quoted, look: Look) =>
    person.passages.mark({ marks: [{ id: 't', position, quote, look }], selected: null });
  const quoted = (person: Person) => {
    const place = person.passages.places().get('t');
    return place ? person.passages.quoteAt(place) : null;
  };
  const both = () => {
    expect(textOf(li)).toBe(textOf(ana));
    return textOf(ana);
  };
  beforeEach(() => {
    [ana, li] = pair('# Brief\n\nWarm colours, please.\nBy Friday.\n');
  });

  // Nothing is measured where nothing is drawn.
  afterEach(() => {
    for (const { editor } of [ana, li]) editor.destroy();
  });

  it('move with their words while others write before, into and beside them', () => {
    const found = select(ana, 'Warm colours');
    expect(found).toMatchObject({ quote: 'Warm colours', words: 'Warm colours' });
    for (const person of [ana, li]) mark(person, found, { kind: 'comment' });
    type(li, '# Brief', 'Draft\n');
    type(li, 'm colours', 'mer, much war');
    type(li, 'Warmer', 'All ');
    type(li, ', please', ' only');
    expect(quoted(ana)).toBe('Warmer, much warm colours');
    expect(quoted(li)).toBe('Warmer, much warm colours');
    expect(shown(ana, '.at-passage')).toEqual(['Warmer, much warm colours']);
  });

  it('are the line of the cursor when nothing is selected, and nothing in an empty one', () => {
    const { view } = ana.editor;
    view.dispatch({ selection: { anchor: view.state.doc.line(3).from + 2 } });
    expect(ana.passages.selection()?.words).toBe('Warm colours, please.');
    view.dispatch({ selection: { anchor: view.state.doc.line(2).from } });
    expect(ana.passages.selection()).toBeNull();
  });

  it('are gone with their words, and come back with an undo', () => {
    const found = select(ana, 'Friday');
    for (const person of [ana, li]) mark(person, found, { kind: 'highlight', tone: 1 });
    const from = textOf(ana).indexOf('Friday');
    ana.editor.undoManager.stopCapturing();
    ana.editor.view.dispatch({ changes: { from, to: from + 'Friday'.length } });
    expect([quoted(ana), quoted(li)]).toEqual([null, null]);
    ana.editor.undoManager.undo();
    expect([quoted(ana), quoted(li)]).toEqual(['Friday', 'Friday']);
    expect(shown(li, '.at-highlight-green')).toEqual(['Friday']);
  });

  it('tell where they move and which of them is clicked', () => {
    const told: (string | null)[] = [];
    const stop = ana.passages.onPicked((id) => told.push(id));
    let moves = 0;
    ana.passages.onMoved(() => (moves += 1));
    mark(ana, select(ana, 'Warm'), { kind: 'comment' });
    type(li, '# Brief', '!');
    expect(moves).toBe(2);
    ana.editor.view.contentDOM.querySelector<HTMLElement>('[data-thread]')?.click();
    ana.editor.view.contentDOM.click();
    stop();
    ana.editor.view.contentDOM.click();
    expect(told).toEqual(['t', null]);
  });

  it('[THR5] a suggestion is shown in the text, with nothing of it in the document', () => {
    const words = both();
    const look = { kind: 'suggestion', text: 'Cold', color: 'var(--at-person-1)' } as const;
    mark(ana, select(ana, 'Warm'), look);
    expect(shown(ana, 'del')).toEqual(['Warm']);
    expect(shown(ana, 'ins')).toEqual(['Cold']);
    expect(both()).toBe(words);
    mark(ana, select(ana, 'Warm'), { ...look, text: '' });
    expect(shown(ana, 'ins')).toEqual([]);
  });

  it('[THR5] an accepted one replaces its passage for everybody, and leaves what is kept', () => {
    mark(li, select(li, 'colours'), { kind: 'comment' });
    const threads = [suggestion(select(ana, 'Warm colours'), 'Only cold colours')];
    expect(ana.passages.apply(threads).missing).toEqual([]);
    expect(both()).toContain('Only cold colours, please.');
    expect(quoted(li)).toBe('colours');
  });

  it('[THR19] several are one edit, which one undo takes back; what overlaps is told', () => {
    const before = both();
    type(ana, '# Brief', '!');
    const threads = [
      suggestion(select(ana, 'please.\nBy'), 'thanks.\n\nUntil'),
      suggestion(select(ana, 'Warm'), 'Cold'),
      suggestion(select(ana, 'Warm colours, please'), 'Nothing'),
    ];
    const applied = ana.passages.apply(threads);
    expect(applied.missing).toEqual([threads[2]?.id]);
    expect(both()).toBe('!# Brief\n\nCold colours, thanks.\n\nUntil Friday.\n');
    expect(applied.undo()).toBe(true);
    expect(both()).toBe(`!${before}`);
    const again = ana.passages.apply(threads.slice(1, 2));
    type(ana, '# Brief', '?');
    expect(again.undo()).toBe(false);
    expect(both()).toContain('Cold');
  });
});
