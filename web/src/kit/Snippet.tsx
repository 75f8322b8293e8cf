// A search snippet: the server puts matches between U+E000 and U+E001.
import { Fragment } from 'react';
import { plainWords } from './plainWords';

export function Snippet({ text }: { text: string }) {
  const parts = plainWords(text).split(/(\uE000[^\uE001]*\uE001)/);
  return parts.map((part, index) =>
    part.startsWith('\uE000') ? (
      <mark key={index} className="at-hit">
        {part.slice(1, -1)}
      </mark>
    ) : (
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}
