// The CodeMirror editor of a text document: Markdown, live named cursors, one undo history per
// person, the product's palette. It does not know React.
import { defaultKeymap } from '@codemirror/commands';
import { markdown } from '@codemirror/lang-markdown';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, keymap, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next';
import * as Y from 'yjs';
import type { DocumentHandle } from '@atelier/sdk';
import { hangingIndent } from './hangingIndent';

const highlight = HighlightStyle.define([
  { tag: tags.heading1, fontSize: '1.5em', fontWeight: '600' },
  { tag: tags.heading2, fontSize: '1.25em', fontWeight: '600' },
  { tag: tags.heading, fontWeight: '600' },
  { tag: tags.strong, fontWeight: '600' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strikethrough, textDecoration: 'line-through' },
  { tag: tags.link, color: 'var(--mantine-color-anchor)' },
  { tag: tags.url, color: 'var(--mantine-color-anchor)' },
  { tag: tags.monospace, fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.9em' },
  { tag: tags.quote, color: 'var(--mantine-color-dimmed)' },
  { tag: tags.processingInstruction, color: 'var(--mantine-color-dimmed)' },
  { tag: tags.keyword, color: 'var(--at-code-keyword)' },
  { tag: tags.string, color: 'var(--at-code-string)' },
  { tag: tags.number, color: 'var(--at-code-number)' },
  { tag: tags.comment, color: 'var(--at-code-comment)' },
]);

const looks = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'transparent', color: 'inherit' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: '1.6', fontSize: '1rem' },
  '.cm-content': {
    boxSizing: 'border-box',
    maxWidth: '68ch',
    marginInline: 'auto',
    padding: '32px 16px 40vh',
    caretColor: 'var(--mantine-color-text)',
  },
  '.cm-cursor': { borderInlineStart: '2px solid var(--mantine-color-text)' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': {
    backgroundColor: 'var(--mantine-color-ink-light) !important',
  },
  '.cm-placeholder': { color: 'var(--mantine-color-placeholder)' },
  '.cm-ySelectionInfo': {
    top: '-1.25em',
    padding: '1px 5px',
    borderRadius: '3px',
    fontFamily: 'var(--mantine-font-family)',
    fontSize: '0.75rem',
    fontWeight: '500',
    opacity: '1',
  },
});

export interface EditorOptions {
  parent: HTMLElement;
  handle: DocumentHandle;
  label: string;
  hint: string;
  readOnly: boolean;
}

export interface DocEditor {
  view: EditorView;
  text: Y.Text;
  undoManager: Y.UndoManager;
  setReadOnly(readOnly: boolean): void;
  destroy(): void;
}

function locked(readOnly: boolean): Extension {
  return [EditorState.readOnly.of(readOnly), EditorView.editable.of(!readOnly)];
}

export function createEditor(options: EditorOptions): DocEditor {
  const { parent, handle, label, hint, readOnly } = options;
  const text = handle.doc.getText('text');
  const undoManager = new Y.UndoManager(text);
  const lock = new Compartment();
  const extensions = [
    keymap.of([...yUndoManagerKeymap, ...defaultKeymap]),
    drawSelection(),
    EditorView.lineWrapping,
    hangingIndent,
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'true', tabindex: '0' }),
    markdown(),
    syntaxHighlighting(highlight),
    placeholder(hint),
    looks,
    lock.of(locked(readOnly)),
    yCollab(text, handle.awareness, { undoManager }),
  ];
  const state = EditorState.create({ doc: text.toString(), extensions });
  const view = new EditorView({ state, parent });
  return {
    view,
    text,
    undoManager,
    setReadOnly: (next) => view.dispatch({ effects: lock.reconfigure(locked(next)) }),
    destroy: () => {
      view.destroy();
      undoManager.destroy();
    },
  };
}
