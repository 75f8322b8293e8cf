import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { describe, expect, it, vi } from 'vitest';
import { yCollab } from 'y-codemirror.next';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { insertMarkdown } from '../rich/exchange';
import { Paint } from '../rich/paint';
import { mountedEditor } from '../rich/testEditor';
import { indexAuthors } from './authors';
import { createRichPainter } from './paintRich';
import { createTextPainter } from './paintText';

// An editor and its schema take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/** Everything of a client is by the person of this name. */
function byClients(clients: Record<number, string>) {
  return indexAuthors({ parts: [], people: [] }, (client) => clients[client]);
}

const looksOf = (name: string) => ({ name, color: 'var(--at-person-1)' });

function painted(root: ParentNode | undefined): string[] {
  const marks = root?.querySelectorAll<HTMLElement>('.at-author') ?? [];
  return [...marks].map((mark) => `${mark.dataset['author'] ?? ''}: ${mark.textContent ?? ''}`);
}

/** Applies what another client does to the document. */
function byOther(doc: Y.Doc, change: (other: Y.Doc) => void): void {
  const other = new Y.Doc();
  other.clientID = 2;
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  change(other);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), 'peer');
}

describe('passages of a plain text', () => {
  it('[VER27] are painted in its editor, move with the words, and can be cleared', () => {
    const doc = new Y.Doc();
    doc.clientID = 1;
    const text = doc.getText('text');
    text.insert(0, 'one two');
    const extensions = [yCollab(text, new Awareness(doc))];
    const view = new EditorView({
      state: EditorState.create({ doc: text.toJSON(), extensions }),
      parent: document.createElement('div'),
    });
    byOther(doc, (other) => other.getText('text').insert(4, 'big '));
    const painter = createTextPainter(view, text);
    const passages = painter.paint(byClients({ 1: 'Ana', 2: 'Li' }), looksOf);
    expect(passages).toHaveLength(3);
    expect(painted(view.dom)).toEqual(['Ana: one ', 'Li: big ', 'Ana: two']);
    view.dispatch({ changes: { from: 0, insert: 'x' } });
    expect(painted(view.dom)).toEqual(['Ana: one ', 'Li: big ', 'Ana: two']);
    painter.clear();
    expect(painted(view.dom)).toEqual([]);
    view.destroy();
  });
});

describe('passages of a rich document', () => {
  it('[VER27] are painted over changes of others, also in lists and tables', () => {
    const doc = new Y.Doc();
    doc.clientID = 7;
    const editor = mountedEditor(doc, { extensions: [Paint()] });
    insertMarkdown(editor, '# Brief\n\n* one\n* two\n\n| Step |\n| --- |\n| Sketch |\n', true);
    const painter = createRichPainter(editor, doc);
    expect(painter.paint(byClients({ 7: 'Ana', 2: 'Li' }), looksOf)).toHaveLength(5);
    const root = editor.domElement;
    expect(painted(root)).toEqual([
      'Ana: Brief',
      'Ana: one',
      'Ana: two',
      'Ana: Step',
      'Ana: Sketch',
    ]);
    byOther(doc, (other) => {
      const walk = (node: Y.XmlFragment | Y.XmlElement): Y.XmlText | null => {
        for (const child of node.toArray()) {
          if (child instanceof Y.XmlText && child.toString() === 'one') return child;
          const found = child instanceof Y.XmlElement ? walk(child) : null;
          if (found) return found;
        }
        return null;
      };
      walk(other.getXmlFragment('document-store'))?.insert(3, ' more');
    });
    expect(painted(root)).toEqual([
      'Ana: Brief',
      'Ana: one',
      'Li:  more',
      'Ana: two',
      'Ana: Step',
      'Ana: Sketch',
    ]);
    painter.clear();
    expect(painted(root)).toEqual([]);
  });
});
