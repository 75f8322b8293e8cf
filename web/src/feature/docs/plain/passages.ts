// Marks the passages of a plain text that are discussed, in this editor only: the document itself stays
// as it is. Knows nothing of what is said there.
import { StateEffect, StateField, type Text, type Transaction } from '@codemirror/state';
import { Decoration, EditorView, WidgetType, type DecorationSet } from '@codemirror/view';
import { ySyncAnnotation } from 'y-codemirror.next';
import * as Y from 'yjs';
import { encodeEnds, findEnds, standing } from '../comments/ends';
import { looksOf, suggestedWords, type Mark } from '../comments/look';
import type { Passage, Places, Shown } from '../comments/passage';

interface PassageState extends Shown {
  places: Places;
  decorations: DecorationSet;
}

export function encodeAnchor(text: Y.Text, { from, to }: Passage): string {
  // What is written at either end does not belong to the passage.
  const begin = Y.createRelativePositionFromTypeIndex(text, from, 0);
  return encodeEnds([begin, Y.createRelativePositionFromTypeIndex(text, to, -1)]);
}

/** Where passages stand now, by their anchors. */
export function locate(
  text: Y.Text,
  words: Text,
  marks: readonly Pick<Mark, 'id' | 'position' | 'quote'>[],
): Map<string, Passage> {
  const places = new Map<string, Passage>();
  const { doc } = text;
  if (!doc) return places;
  const indexOf = (end: Y.RelativePosition) => {
    const found = Y.createAbsolutePositionFromRelativePosition(end, doc);
    return found?.type === text ? found.index : null;
  };
  const wordsAt = ({ from, to }: Passage) =>
    from >= 0 && to <= words.length ? words.sliceString(from, to) : null;
  for (const { id, position, quote } of marks) {
    const place = standing(findEnds(position, indexOf), quote, wordsAt);
    if (place && place.to <= words.length) places.set(id, place);
  }
  return places;
}

class SuggestedWords extends WidgetType {
  constructor(
    readonly mark: Mark,
    readonly selected: boolean,
  ) {
    super();
  }

  override eq({ mark, selected }: SuggestedWords): boolean {
    return selected === this.selected && JSON.stringify(mark) === JSON.stringify(this.mark);
  }

  override toDOM(): HTMLElement {
    return suggestedWords(this.mark, this.selected) ?? document.createElement('ins');
  }

  override ignoreEvent(): boolean {
    return false;
  }
}

function paint(mark: Mark, { from, to }: Passage, selected: boolean) {
  const { tag: tagName, attributes } = looksOf(mark, selected);
  const words = Decoration.mark({ tagName, attributes }).range(from, to);
  const { look } = mark;
  if (look.kind !== 'suggestion' || look.text === '') return [words];
  const widget = new SuggestedWords(mark, selected);
  return [words, Decoration.widget({ widget, side: -1 }).range(to)];
}

function draw({ marks, selected }: Shown, places: Places): PassageState {
  const ranges = marks.flatMap((mark) => {
    const place = places.get(mark.id);
    return place ? paint(mark, place, mark.id === selected) : [];
  });
  return { marks, selected, places, decorations: Decoration.set(ranges, true) };
}

function mapped(places: Places, { changes }: Transaction): Places {
  const moved = new Map<string, Passage>();
  for (const [id, { from, to }] of places) {
    const next = { from: changes.mapPos(from, 1), to: changes.mapPos(to, -1) };
    if (next.from < next.to) moved.set(id, next);
  }
  return moved;
}

export const showPassages = StateEffect.define<Shown>();

export function passageField(text: Y.Text) {
  return StateField.define<PassageState>({
    create: () => draw({ marks: [], selected: null }, new Map()),
    update: (before, transaction) => {
      const { effects, newDoc, docChanged } = transaction;
      const told = effects.find((effect) => effect.is(showPassages))?.value;
      if (!told && !docChanged) return before;
      // What comes from the document is in it already, and what was undone stands again; my own
      // words get there after the editor has them.
      const known = !docChanged || transaction.annotation(ySyncAnnotation) !== undefined;
      const shown = told ?? before;
      if (known && text.length === newDoc.length)
        return draw(shown, locate(text, newDoc, shown.marks));
      return draw(shown, mapped(before.places, transaction));
    },
    provide: (self) => EditorView.decorations.from(self, ({ decorations }) => decorations),
  });
}
