// The document as readers see it: rendered Markdown in a 68ch column.
import type { DocumentHandle } from '@atelier/sdk';
import { Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { TaskBox } from '../../kit/TaskBox';
import { useProvideView, type SurfaceView } from '../../kit/views';
import classes from './docs.module.css';
import { markSources, readerView, sourceOf } from './plain/readerView';
import { useDocText } from './useDocText';

// The page has its h1 already and the surface its h2, so the document's headings begin below them.
const components: Components = {
  input: TaskBox,
  h1: ({ children, node }) => (
    <h3 className={classes.title} {...sourceOf(node)}>
      {children}
    </h3>
  ),
  h2: ({ children, node }) => (
    <h4 className={classes.subtitle} {...sourceOf(node)}>
      {children}
    </h4>
  ),
  h3: ({ children, node }) => (
    <h5 className={classes.minor} {...sourceOf(node)}>
      {children}
    </h5>
  ),
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  ),
  pre: ({ children, node }) => (
    <pre tabIndex={0} {...sourceOf(node)}>
      {children}
    </pre>
  ),
};

const rehypePlugins = [markSources];

export function DocReader({ handle, surface }: { handle: DocumentHandle; surface: string }) {
  const { t } = useTranslation();
  const [view, setView] = useState<SurfaceView | null>(null);
  useProvideView(surface, view);
  const provide = useCallback(
    (place: HTMLElement | null) => setView(place && readerView(place, handle.doc.getText('text'))),
    [handle],
  );
  const text = useDocText(handle);
  return (
    <div
      ref={provide}
      className={classes.reader}
      tabIndex={0}
      role="region"
      aria-label={t('docs.read')}
    >
      <article className={classes.article}>
        {text === '' ? (
          <Text c="dimmed">{t('docs.emptyHere')}</Text>
        ) : (
          <Markdown
            remarkPlugins={[remarkGfm]}
            rehypePlugins={rehypePlugins}
            components={components}
          >
            {text}
          </Markdown>
        )}
      </article>
    </div>
  );
}
