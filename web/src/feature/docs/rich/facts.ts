// What the frame of a document shows about its text: how many words, which headings, whether there is
// anything at all.
import type { RichEditor } from './editor';

export interface Heading {
  /** Id of its block. */
  id: string;
  level: number;
  text: string;
}

export interface DocumentFacts {
  words: number;
  headings: readonly Heading[];
  empty: boolean;
}

export function countWords(text: string, language: string): number {
  if (typeof Intl.Segmenter === 'undefined') return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  let words = 0;
  for (const { isWordLike } of new Intl.Segmenter(language, { granularity: 'word' }).segment(text))
    if (isWordLike) words += 1;
  return words;
}

export function factsOf(editor: RichEditor, language: string): DocumentFacts {
  const { doc } = editor.prosemirrorState;
  const headings: Heading[] = [];
  let blocks = 0;
  doc.descendants((node, _position, parent) => {
    if (node.type.name === 'blockContainer') blocks += 1;
    if (node.type.name === 'heading' && node.textContent.trim() !== '') {
      const id = String(parent?.attrs['id'] ?? '');
      headings.push({ id, level: Number(node.attrs['level'] ?? 1), text: node.textContent });
    }
    return !node.isTextblock;
  });
  const text = doc.textBetween(0, doc.content.size, ' ', ' ');
  const only = doc.firstChild?.firstChild?.firstChild;
  const empty = blocks <= 1 && text.trim() === '' && only?.type.name === 'paragraph';
  return { words: countWords(text, language), headings, empty };
}
