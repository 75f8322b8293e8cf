// A message as its author meant it: Markdown without raw HTML or remote images, links that give
// nothing away, code with the product's one palette, and mentions as names.
import { Anchor } from '@mantine/core';
import { memo, useEffect, useRef, type ReactNode } from 'react';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { markMentions } from './markMentions';
import { TaskBox } from './TaskBox';
import classes from './RichText.module.css';

const heading = ({ children }: { children?: ReactNode }) => (
  <p className={classes.heading}>{children}</p>
);

const components: Components = {
  input: TaskBox,
  a: ({ href, children }) => (
    <Anchor
      href={href ?? ''}
      target="_blank"
      rel="noopener noreferrer nofollow"
      underline="always"
      inherit
    >
      {children}
    </Anchor>
  ),
  // Images of other hosts would tell them who reads; the address is enough.
  img: ({ src, alt }) => (
    <Anchor
      href={String(src ?? '')}
      target="_blank"
      rel="noopener noreferrer nofollow"
      underline="always"
      inherit
    >
      {alt || String(src ?? '')}
    </Anchor>
  ),
  // A chat message is no document: its headings must not enter the outline of the page.
  h1: heading,
  h2: heading,
  h3: heading,
  h4: heading,
  h5: heading,
  h6: heading,
  pre: ({ children }) => (
    <pre className={classes.pre} tabIndex={0}>
      {children}
    </pre>
  ),
  table: ({ children }) => (
    <div className={classes.table} tabIndex={0}>
      <table>{children}</table>
    </div>
  ),
};

export interface RichTextProps {
  text: string;
  /** Names that are mentioned in it. */
  mentions: readonly string[];
}

/** The highlighter is a chunk of its own and colours in place, so nothing moves when it comes. */
function useHighlighting(text: string) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!text.includes('```')) return;
    const blocks = root.current?.querySelectorAll('pre code[class*="language-"]') ?? [];
    if (blocks.length === 0) return;
    let stale = false;
    void import('./highlight').then(({ highlight }) => {
      if (stale) return;
      for (const block of blocks) highlight(block);
    });
    return () => {
      stale = true;
    };
  }, [text]);
  return root;
}

export const RichText = memo(function RichText(props: RichTextProps) {
  const root = useHighlighting(props.text);
  return (
    <div ref={root} className={classes.root} key={props.text}>
      <Markdown
        remarkPlugins={[
          remarkGfm,
          [markMentions, { names: props.mentions, mark: classes.mention }],
        ]}
        components={components}
      >
        {props.text}
      </Markdown>
    </div>
  );
});
