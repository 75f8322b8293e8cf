import type { TFunction } from 'i18next';
import { expect, test } from 'vitest';
import { durationWords, elapsed } from './durations';

const t = ((key: string, values?: object) =>
  [key, ...Object.values(values ?? {})].join(' ')) as unknown as TFunction;

test('[MTG7] how long somebody was there, in words', () => {
  expect(durationWords(20_000, t)).toBe('meeting.lessThanAMinute');
  expect(durationWords(90_000, t)).toBe('meeting.minutes 2');
  expect(durationWords(65 * 60_000, t)).toBe('meeting.hours 1 5');
});

test('a running clock', () => {
  expect(elapsed(-5)).toBe('0:00');
  expect(elapsed(247_000)).toBe('4:07');
  expect(elapsed(3_847_000)).toBe('1:04:07');
});
