// A time as people say it: relative below 24 hours, else the date; the full time in a tooltip, in the
// reader's zone.
import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNow } from '../state/useNow';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export function relativeTime(at: number, now: number, language: string, justNow: string): string {
  const ago = now - at;
  if (Math.abs(ago) < minute) return justNow;
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  if (Math.abs(ago) < hour) return format.format(-Math.round(ago / minute), 'minute');
  if (Math.abs(ago) < day) return format.format(-Math.round(ago / hour), 'hour');
  return shortDate(at, now, language);
}

export function shortDate(at: number, now: number, language: string): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
  if (!sameYear) options.year = 'numeric';
  return new Intl.DateTimeFormat(language, options).format(at);
}

export function fullTime(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short' }).format(at);
}

export function clockTime(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** The pseudo-locale has no calendar of its own. */
export function useLanguage(): string {
  const { i18n } = useTranslation();
  return i18n.language === 'qps' ? 'en' : i18n.language;
}

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
