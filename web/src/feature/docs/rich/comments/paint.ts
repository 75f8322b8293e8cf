// The looks of a discussed passage as decorations of the rich editor.
import { Decoration } from 'prosemirror-view';
import { looksOf, suggestedWords, type Mark } from '../../comments/look';
import type { Passage } from '../../comments/passage';

export function paint(mark: Mark, { from, to }: Passage, selected: boolean): Decoration[] {
  const { tag, attributes } = looksOf(mark, selected);
  const words = Decoration.inline(from, to, { nodeName: tag, ...attributes });
  const { look } = mark;
  if (look.kind !== 'suggestion' || look.text === '') return [words];
  const key = `${mark.id} ${look.color} ${String(selected)} ${look.text}`;
  const dom = () => suggestedWords(mark, selected) ?? document.createElement('ins');
  return [words, Decoration.widget(to, dom, { key, side: -1, ignoreSelection: true, marks: [] })];
}
