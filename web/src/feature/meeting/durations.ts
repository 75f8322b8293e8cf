// Lengths of time in words and on a clock.
import type { TFunction } from 'i18next';

const minuteMs = 60_000;

/** "52 min", "1 h 5 min". */
export function durationWords(ms: number, t: TFunction): string {
  const minutes = Math.round(ms / minuteMs);
  if (minutes < 1) return t('meeting.lessThanAMinute');
  if (minutes < 60) return t('meeting.minutes', { count: minutes });
  return t('meeting.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** "4:07", "1:04:07": of what goes on. */
export function elapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const two = (number: number) => String(number).padStart(2, '0');
  const minutes = Math.floor(seconds / 60) % 60;
  const hours = Math.floor(seconds / 3_600);
  const tail = `${hours > 0 ? two(minutes) : String(minutes)}:${two(seconds % 60)}`;
  return hours > 0 ? `${String(hours)}:${tail}` : tail;
}
