import { expect, it } from 'vitest';
import { durationOf } from './durationOf';

it('a time span is told in its two largest units', () => {
  expect(durationOf(0, 'en')).toBe('0 min');
  expect(durationOf(59_000, 'en')).toBe('0 min');
  expect(durationOf(61 * 60_000, 'en')).toBe('1 hr, 1 min');
  expect(durationOf((3 * 24 + 4) * 3_600_000 + 60_000, 'en')).toBe('3 days, 4 hr');
});
