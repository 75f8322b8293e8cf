// What is around the words of a block: a heading, an item of a list, a task, code. Types that are not
// known here are paragraphs.
import type { DifferenceBlock } from '@atelier/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DoneIcon, FileIcon, iconStroke, OpenIcon } from '../../../ui/icons';
import classes from './history.module.css';

export interface BlockFrameProps {
  block: DifferenceBlock;
  /** Of a numbered item. */
  number: number;
  children: ReactNode;
}

// The page has its h1, the surface its h2 and the history its h3.
const headings = ['h4', 'h5', 'h6'] as const;

export function BlockFrame({ block, number, children }: BlockFrameProps) {
  const { type, props, depth, change } = block;
  const style = depth > 0 ? { marginInlineStart: `${depth * 1.5}em` } : undefined;
  const look = { style, 'data-block': change === 'same' ? undefined : change };
  switch (type) {
    case 'line':
      return (
        <p className={classes.plain} {...look}>
          {children}
        </p>
      );
    case 'heading': {
      const level = Math.min(3, Math.max(1, Number(props['level'] ?? 1)));
      const Heading = headings[level - 1] ?? 'h6';
      return (
        <Heading className={classes.heading} data-level={level} {...look}>
          {children}
        </Heading>
      );
    }
    case 'codeBlock':
      return (
        <pre tabIndex={0} {...look}>
          <code>{children}</code>
        </pre>
      );
    case 'quote':
      return <blockquote {...look}>{children}</blockquote>;
    case 'tableParagraph':
    case 'tableCell':
    case 'tableHeader':
      return <p {...look}>{children}</p>;
    default:
      return (
        <div className={classes.block} {...look}>
          <Marker block={block} number={number} />
          <p>{children}</p>
        </div>
      );
  }
}

function Marker({ block: { type, props }, number }: { block: DifferenceBlock; number: number }) {
  const { t } = useTranslation();
  switch (type) {
    case 'bulletListItem':
      return (
        <span className={classes.marker} aria-hidden>
          {'•'}
        </span>
      );
    case 'numberedListItem':
      return <span className={classes.marker}>{`${number}.`}</span>;
    case 'checkListItem': {
      const done = props['checked'] === true || props['checked'] === 'true';
      const Icon = done ? DoneIcon : OpenIcon;
      return (
        <span className={classes.marker}>
          <Icon
            size={16}
            stroke={iconStroke}
            role="img"
            aria-label={t(done ? 'common.done' : 'common.open')}
          />
        </span>
      );
    }
    case 'image':
    case 'file':
    case 'video':
    case 'audio':
      return (
        <span className={classes.marker}>
          <FileIcon size={16} stroke={iconStroke} aria-hidden />
          <span className={classes.file}>{String(props['name'] ?? '')}</span>
        </span>
      );
    default:
      return null;
  }
}
