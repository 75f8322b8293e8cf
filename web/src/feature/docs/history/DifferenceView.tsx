// A difference as one text to read: what was added underlined in its author's colour, what was removed
// struck through; the same in words for who hears it.
import type { Difference, DifferenceBlock } from '@atelier/sdk';
import { Text, VisuallyHidden } from '@mantine/core';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { numbersOf, type BlockChanges, type Changes } from './changes';
import { BlockFrame } from './BlockFrame';
import classes from './history.module.css';
import type { PersonOf } from './people';
import { Run } from './Run';
import { TableRows } from './TableRows';
import { partsOf } from './tables';

export interface DifferenceViewProps {
  difference: Difference;
  changes: Changes;
  current: number;
  personOf: PersonOf;
}

export const DifferenceView = memo(function DifferenceView(props: DifferenceViewProps) {
  const { difference, changes, current, personOf } = props;
  const { t } = useTranslation();
  const { blocks } = difference;
  const numbers = useMemo(() => numbersOf(blocks), [blocks]);
  const parts = useMemo(() => partsOf(blocks), [blocks]);
  const written = blocks.some(({ runs }) => runs.some(({ text }) => text !== ''));
  if (!written)
    return (
      <Text className={classes.article ?? ''} c="dimmed">
        {t('history.empty')}
      </Text>
    );
  const renderBlock = (index: number) => {
    const block = blocks[index];
    return block ? (
      <Block
        key={index}
        block={block}
        number={numbers[index] ?? 0}
        changes={changes.blocks[index] ?? unchanged}
        current={current}
        personOf={personOf}
      />
    ) : null;
  };
  return (
    <article className={classes.article}>
      {parts.map((part, index) =>
        typeof part === 'number' ? (
          renderBlock(part)
        ) : (
          <TableRows key={`table-${index}`} rows={part} renderBlock={renderBlock} />
        ),
      )}
    </article>
  );
});

const unchanged: BlockChanges = { block: -1, runs: [] };

interface BlockProps {
  block: DifferenceBlock;
  number: number;
  changes: BlockChanges;
  current: number;
  personOf: PersonOf;
}

function Block({ block, number, changes, current, personOf }: BlockProps) {
  const { change, runs } = block;
  const words = runs.some(({ text }) => text !== '');
  return (
    <BlockFrame block={block} number={number}>
      {runs.map((run, index) => (
        <Run
          key={index}
          run={run}
          change={changes.runs[index] ?? -1}
          current={changes.runs[index] === current}
          personOf={personOf}
        />
      ))}
      {change === 'changed' || (change !== 'same' && !words) ? (
        <Note block={block} change={changes.block} current={changes.block === current} />
      ) : null}
      {change === 'same' && !words ? <br /> : null}
    </BlockFrame>
  );
}

interface NoteProps {
  block: DifferenceBlock;
  change: number;
  current: boolean;
}

/** For changes without words: a line that came or went, or that has another form. */
function Note({ block, change, current }: NoteProps) {
  const { t } = useTranslation();
  const mark = { 'data-change': change, 'data-current': current || undefined };
  if (block.change === 'changed') {
    return (
      <span className={classes.note} {...mark}>
        {t('history.formChanged')}
      </span>
    );
  }
  const key = block.change === 'added' ? 'history.lineAdded' : 'history.lineRemoved';
  return (
    <span className={classes.note} {...mark}>
      <span aria-hidden>{block.change === 'added' ? '+ ¶' : '− ¶'}</span>
      <VisuallyHidden>{t(key)}</VisuallyHidden>
    </span>
  );
}
