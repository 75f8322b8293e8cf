// The strip: 28 px at the foot of every room. What is saved in exact words, and the last hour as ticks
// in people's colours. On a phone it is a 2 px line that opens into words when something is not normal.
import { Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import {
  firstFailed,
  savingAfterMs,
  selectSafety,
  worstOf,
  type SavedView,
} from '../state/savedState';
import { useAppSelector } from '../state/store';
import { useNow } from '../state/useNow';
import classes from './Strip.module.css';

const UnsentActions = lazy(() =>
  import('./UnsentActions').then((m) => ({ default: m.UnsentActions })),
);

const LastHour = lazy(() => import('./LastHour').then((m) => ({ default: m.LastHour })));

export function useSaved(room: string): SavedView {
  const safety = useAppSelector((state) => selectSafety(state, room));
  const now = useNow(1_000);
  // The shared clock ticks once a second; half of what counts as slow keeps the word prompt.
  return worstOf(safety.sources, safety.connection, safety.queued, now + savingAfterMs / 2);
}

export function savedWords(saved: SavedView): { key: string; values: Record<string, unknown> } {
  const values: Record<string, unknown> = {};
  if (saved.kind === 'offline') values['count'] = saved.changes;
  if (saved.kind === 'notSaved') values['reason'] = saved.reason;
  const none = saved.kind === 'offline' && saved.changes === 0;
  return { key: none ? 'common.saved.offlineNone' : `common.saved.${saved.kind}`, values };
}

/** What is inside may come later. */
export function Strip({ room, children }: { room: string; children?: React.ReactNode }) {
  const { t } = useTranslation();
  const saved = useSaved(room);
  const { key, values } = savedWords(saved);
  const reason = saved.kind === 'notSaved' ? t(`common.error.${saved.reason}`) : undefined;
  const failed = useAppSelector((state) => firstFailed(state.messages[room]?.outbox));
  const normal = saved.kind === 'saved' || saved.kind === 'saving';
  return (
    <footer
      className={classes.strip}
      data-region="strip"
      data-normal={normal || undefined}
      tabIndex={-1}
      aria-label={t('common.strip')}
      role="contentinfo"
    >
      <Text
        component="span"
        fz="xs"
        className={classes.saved}
        data-kind={saved.kind}
        role="status"
        aria-live="polite"
      >
        {t(key, { ...values, ...(reason ? { reason } : {}) })}
      </Text>
      {failed ? (
        <span className={classes.actions} role="group" aria-label={t('common.unsent')}>
          <Suspense fallback={null}>
            <UnsentActions entry={failed} />
          </Suspense>
        </span>
      ) : null}
      <Suspense fallback={null}>
        {children}
        <LastHour room={room} />
      </Suspense>
    </footer>
  );
}
