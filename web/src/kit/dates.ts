// Times in words of the reader's language. Pure but for the language of the page.
import { useTranslation } from 'react-i18next';

export const minute = 60_000;
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

/** Without the words for morning and afternoon, where there is no room for them. */
export function shortClock(at: number, language: string): string {
  const format = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' });
  const parts = format.formatToParts(at).filter((part) => part.type !== 'dayPeriod');
  return parts
    .map((part) => part.value)
    .join('')
    .trim();
}

/** The pseudo-locale has no calendar of its own. */
export function useLanguage(): string {
  const { i18n } = useTranslation();
  return i18n.language === 'qps' ? 'en' : i18n.language;
}
