// The document as readers see it: rendered Markdown in a 68ch column.
import type { DocumentHandle } from '@atelier/sdk';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { TaskBox } from '../../kit/TaskBox';
import classes from './docs.module.css';
import { useDocText } from './useDocText';

// The page has its h1 already and the surface its h2, so the document's headings begin below them.
const components: Components = {
  input: TaskBox,
  h1: ({ children }) => <h3 className={classes.title}>{children}</h3>,
  h2: ({ children }) => <h4 className={classes.subtitle}>{children}</h4>,
  h3: ({ children }) => <h5 className={classes.minor}>{children}</h5>,
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  ),
  pre: ({ children }) => <pre tabIndex={0}>{children}</pre>,
};

export function DocReader({ handle }: { handle: DocumentHandle }) {
  const { t } = useTranslation();
  const text = useDocText(handle);
  return (
    <div className={classes.reader} tabIndex={0} role="region" aria-label={t('docs.read')}>
      <article className={classes.article}>
        {text === '' ? (
          <Text c="dimmed">{t('docs.emptyHere')}</Text>
        ) : (
          <Markdown remarkPlugins={[remarkGfm]} components={components}>
            {text}
          </Markdown>
        )}
      </article>
    </div>
  );
}
