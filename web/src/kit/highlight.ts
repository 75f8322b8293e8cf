// Prism with the languages that people paste into a chat. A chunk of its own, loaded at the first
// block of code. Prism's language files expect a global, hence the order of the imports.
import './prismGlobal';
import 'prismjs/components/prism-typescript';
import 'prismjs/components/prism-jsx';
import 'prismjs/components/prism-json';
import 'prismjs/components/prism-bash';
import 'prismjs/components/prism-python';
import 'prismjs/components/prism-c';
import 'prismjs/components/prism-cpp';
import 'prismjs/components/prism-sql';
import 'prismjs/components/prism-diff';
import Prism from 'prismjs';

export function highlight(block: Element): void {
  Prism.highlightElement(block);
}

export interface TokenRange {
  from: number;
  to: number;
  classes: string;
}

/** The same colours for editors that draw by themselves: ranges of the text with their classes. */
export function tokenRanges(code: string, language: string): TokenRange[] {
  const grammar = Prism.languages[language];
  if (!grammar) return [];
  const ranges: TokenRange[] = [];
  let at = 0;
  const walk = (part: string | Prism.Token | (string | Prism.Token)[]): void => {
    if (typeof part === 'string') {
      at += part.length;
    } else if (Array.isArray(part)) {
      part.forEach(walk);
    } else {
      const from = at;
      walk(part.content as string | (string | Prism.Token)[]);
      const classes = ['token', part.type, part.alias ?? []].flat().join(' ');
      if (at > from) ranges.push({ from, to: at, classes });
    }
  };
  walk(Prism.tokenize(code, grammar));
  return ranges;
}
