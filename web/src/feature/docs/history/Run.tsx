// Words of one kind within a block: as they were, added or removed, with their formats.
import type { DifferenceRun } from '@atelier/sdk';
import { VisuallyHidden } from '@mantine/core';
import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './history.module.css';
import type { PersonOf } from './people';

export interface RunProps {
  run: DifferenceRun;
  /** Which change it belongs to; -1 for none. */
  change: number;
  current: boolean;
  personOf: PersonOf;
}

const safeLink = /^(https?|mailto|tel):/i;

function hrefOf(mark: unknown): string | undefined {
  const href = typeof mark === 'object' && mark !== null ? Reflect.get(mark, 'href') : mark;
  return typeof href === 'string' && safeLink.test(href) ? href : undefined;
}

function formatted({ text, marks = {} }: DifferenceRun): ReactNode {
  let words: ReactNode = text;
  const has = (name: string) => marks[name] != null && marks[name] !== false;
  if (has('code')) words = <code>{words}</code>;
  if (has('bold')) words = <strong>{words}</strong>;
  if (has('italic')) words = <em>{words}</em>;
  if (has('strike')) words = <s>{words}</s>;
  if (has('underline')) words = <u>{words}</u>;
  const href = hrefOf(marks['link']);
  if (href !== undefined)
    words = (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow">
        {words}
      </a>
    );
  return words;
}

export function Run({ run, change, current, personOf }: RunProps) {
  const { t } = useTranslation();
  if (run.change === 'same') return <span>{formatted(run)}</span>;
  const { name, ink } = personOf(run.from);
  const Element = run.change === 'added' ? 'ins' : 'del';
  return (
    <Element
      className={classes[Element]}
      style={{ '--at-author': ink } as CSSProperties}
      title={t(`history.${run.change}By`, { name })}
      data-change={change}
      data-current={current || undefined}
    >
      <VisuallyHidden>{`${t(`history.${run.change}By`, { name })}: `}</VisuallyHidden>
      {formatted(run)}
    </Element>
  );
}
