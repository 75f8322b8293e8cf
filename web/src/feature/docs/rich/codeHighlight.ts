// Code in a document is coloured by the highlighter of the chat, in the product's one palette. The
// highlighter is loaded with the first block of code.
import { createExtension } from '@blocknote/core';
import { createHighlightPlugin, type Parser } from 'prosemirror-highlight';
import { Decoration } from 'prosemirror-view';
import { codeLanguages } from '../../../kit/codeLanguages';
import type { TokenRange } from '../../../kit/highlight';

interface Highlighter {
  tokenRanges: (code: string, language: string) => TokenRange[];
}

export function createParser(load: () => Promise<Highlighter>): Parser {
  let highlighter: Highlighter | undefined;
  return ({ content, language, pos }) => {
    if (!language || language === 'text' || !(language in codeLanguages)) return [];
    if (!highlighter) {
      return load().then((loaded) => {
        highlighter = loaded;
      });
    }
    // Content begins one behind the position of its block.
    return highlighter
      .tokenRanges(content, language)
      .map(({ from, to, classes }) =>
        Decoration.inline(pos + 1 + from, pos + 1 + to, { class: classes }),
      );
  };
}

export const CodeHighlight = createExtension(() => ({
  key: 'atelierCodeHighlight',
  prosemirrorPlugins: [
    createHighlightPlugin({
      parser: createParser(() => import('../../../kit/highlight')),
      nodeTypes: ['codeBlock'],
    }),
  ],
}));
