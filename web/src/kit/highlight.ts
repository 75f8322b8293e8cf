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
