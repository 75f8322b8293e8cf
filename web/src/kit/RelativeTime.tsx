// A time as people say it: relative below 24 hours, else the date; the full time in a tooltip, in the
// reader's zone.
import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNow } from '../state/useNow';
import { fullTime, minute, relativeTime, useLanguage } from './dates';

export function RelativeTime({ at, className }: { at: number; className?: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow(minute / 2);
  return (
    <Tooltip label={fullTime(at, language)}>
      <time
        dateTime={new Date(at).toISOString()}
        className={['at-numbers', className].filter(Boolean).join(' ')}
      >
        {relativeTime(at, now, language, t('common.justNow'))}
      </time>
    </Tooltip>
  );
}
