// The words of a chosen time, in whichever state they are; scrolls to the change the reader is at.
import { Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure, LineSkeleton, Loading } from '../../../kit/StateView';
import type { Changes } from './changes';
import { DifferenceView } from './DifferenceView';
import classes from './history.module.css';
import type { HistoryView } from './useHistoryView';

export interface ReadingTextProps {
  view: HistoryView;
  changes: Changes;
  /** The change to show; -1 for none. */
  current: number;
}

export function ReadingText({ view, changes, current }: ReadingTextProps) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const { reading, personOf } = view;
  const { difference, shown, loading, error, retry } = view.difference;
  useEffect(() => {
    if (current < 0) return;
    const change = place.current?.querySelector(`[data-change="${current}"]`);
    change?.scrollIntoView({ block: 'center' });
  }, [current, shown]);
  return (
    <div
      ref={place}
      className={classes.reading}
      tabIndex={0}
      role="region"
      aria-label={t('history.words')}
      aria-busy={loading}
    >
      {error ? <Failure error={error} onRetry={retry} /> : null}
      {difference && !error ? (
        <>
          {reading === 'text' || (difference.added === 0 && difference.removed === 0) ? null : (
            <Text fz="xs" c="dimmed" className={`at-numbers ${classes.sum}`}>
              {t('history.sum', { added: difference.added, removed: difference.removed })}
            </Text>
          )}
          <DifferenceView {...{ difference, changes, current, personOf }} />
        </>
      ) : null}
      {!difference && !error ? (
        <Loading>
          <LineSkeleton lines={8} />
        </Loading>
      ) : null}
    </div>
  );
}
