// How a discussed passage looks in the text: underlined, struck through with what should stand there
// behind it, or in a calm colour. Both editors show the same; nothing of it is in the document.
import './passages.css';

export const tones = ['amber', 'green', 'ink', 'red'] as const;

/** How the colours are called. */
export const toneKeys = {
  amber: 'docs.highlight.orange',
  green: 'docs.highlight.green',
  ink: 'docs.highlight.blue',
  red: 'docs.highlight.rose',
} as const;

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

export interface MarkLooks {
  tag: 'span' | 'del';
  attributes: Record<string, string>;
}

/** Of the words of the passage. */
export function looksOf({ id, look }: Mark, selected: boolean): MarkLooks {
  const more = selected ? ' at-passage-selected' : '';
  const thread = { 'data-thread': id };
  switch (look.kind) {
    case 'comment':
      return { tag: 'span', attributes: { class: `at-passage${more}`, ...thread } };
    case 'highlight': {
      const tone = `at-highlight at-highlight-${tones[look.tone] ?? tones[0]}`;
      return { tag: 'span', attributes: { class: `${tone}${more}`, ...thread } };
    }
    case 'suggestion': {
      const style = `--at-author: ${look.color}`;
      const attributes = { class: `at-suggested-old${more}`, style, ...thread };
      return { tag: 'del', attributes };
    }
  }
}

/** What should stand there instead, behind the passage; null when there is nothing to show. */
export function suggestedWords({ id, look }: Mark, selected: boolean): HTMLElement | null {
  if (look.kind !== 'suggestion' || look.text === '') return null;
  const words = document.createElement('ins');
  words.className = `at-suggested-new${selected ? ' at-passage-selected' : ''}`;
  words.dataset['thread'] = id;
  words.style.setProperty('--at-author', look.color);
  words.textContent = look.text;
  return words;
}
