// How a discussed passage looks in the text: underlined, struck through with what should stand there
// behind it, or in a calm colour. Decorations only, nothing of it is in the document.
import { Decoration } from 'prosemirror-view';
import type { Passage } from './anchors';

export const tones = ['amber', 'green', 'ink', 'red'] as const;

export type Look =
  | { kind: 'comment' }
  /** `color`: of its author. */
  | { kind: 'suggestion'; text: string; color: string }
  | { kind: 'highlight'; tone: number };

/** A thread's anchor, or the passage of a comment that is being written. */
export interface Mark {
  id: string;
  position: string;
  /** The words when it was made. */
  quote?: string | undefined;
  look: Look;
}

/** A number that somebody else's client may have set. */
export function toneOf(value: unknown): number {
  return typeof value === 'number' && value in tones ? value : 0;
}

function suggested(id: string, text: string, color: string, className: string) {
  return () => {
    const words = document.createElement('ins');
    words.className = className;
    words.dataset['thread'] = id;
    words.style.setProperty('--at-author', color);
    words.textContent = text;
    return words;
  };
}

export function paint({ id, look }: Mark, { from, to }: Passage, selected: boolean): Decoration[] {
  const more = selected ? ' at-passage-selected' : '';
  const thread = { 'data-thread': id };
  switch (look.kind) {
    case 'comment':
      return [Decoration.inline(from, to, { class: `at-passage${more}`, ...thread })];
    case 'highlight': {
      const tone = `at-highlight at-highlight-${tones[look.tone] ?? tones[0]}`;
      return [Decoration.inline(from, to, { class: `${tone}${more}`, ...thread })];
    }
    case 'suggestion': {
      const { text, color } = look;
      const old = Decoration.inline(from, to, {
        nodeName: 'del',
        class: `at-suggested-old${more}`,
        style: `--at-author: ${color}`,
        ...thread,
      });
      if (text === '') return [old];
      const key = `${id} ${color}${more} ${text}`;
      const dom = suggested(id, text, color, `at-suggested-new${more}`);
      return [old, Decoration.widget(to, dom, { key, side: -1, ignoreSelection: true, marks: [] })];
    }
  }
}
