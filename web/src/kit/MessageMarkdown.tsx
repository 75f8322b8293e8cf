// A message as its author meant it. The Markdown renderer is a chunk of its own that is asked for at
// once; until it is here, and for the many messages without any mark, the words stand as they are.
import { lazy, Suspense } from 'react';
import type { RichTextProps } from './RichText';
import classes from './RichText.module.css';

const chunk = import('./RichText');
const RichText = lazy(() => chunk.then((module) => ({ default: module.RichText })));

/** Whether anything in it could be more than words: marks, links, tables, line structure. */
const marks = /[*_`~#>|[\]@\\&<]|https?:|www\.|^\s*(\d+[.)]|[-+])\s/m;

export function MessageMarkdown(props: RichTextProps) {
  const marked = marks.test(props.text);
  const plain = (
    <div className={classes.root} data-pending={marked || undefined}>
      <p>{props.text}</p>
    </div>
  );
  if (!marked) return plain;
  return (
    <Suspense fallback={plain}>
      <RichText {...props} />
    </Suspense>
  );
}
