// Passages of a plain text in the colours of their authors, as decorations of CodeMirror.
import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';
import type * as Y from 'yjs';
import './authors.css';
import { passagesOf, type AuthorIndex } from './authors';
import { attributesOf, type Looks, type Painter } from './painter';

const painted = StateEffect.define<DecorationSet>();

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (before, transaction) => {
    const next = transaction.effects.find((effect) => effect.is(painted));
    return next ? (next.value as DecorationSet) : before.map(transaction.changes);
  },
  provide: (self) => EditorView.decorations.from(self),
});

export function createTextPainter(view: EditorView, text: Y.Text): Painter {
  const show = (decorations: DecorationSet) => {
    const effects: StateEffect<unknown>[] = [painted.of(decorations)];
    if (!view.state.field(field, false)) effects.unshift(StateEffect.appendConfig.of(field));
    view.dispatch({ effects });
  };
  return {
    paint: (index: AuthorIndex, looksOf: (person: string) => Looks) => {
      // The editor is told of a change in the same turn; a text of another length is not this one.
      if (view.state.doc.length !== text.length) return null;
      const passages = passagesOf(text, index);
      const marks = passages.flatMap(({ from, to, person }) =>
        person === undefined
          ? []
          : [Decoration.mark({ attributes: attributesOf(looksOf(person)) }).range(from, to)],
      );
      show(Decoration.set(marks));
      return passages;
    },
    clear: () => show(Decoration.none),
  };
}
