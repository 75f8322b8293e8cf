import { expect, it } from 'vitest';
import { untilOf } from './statusTimes';

it('a status holds for an hour, until midnight, for a week, or until it is changed', () => {
  const now = new Date(2026, 10, 24, 15, 30);
  expect(untilOf('hour', now)).toBe(new Date(2026, 10, 24, 16, 30).getTime());
  expect(untilOf('today', now)).toBe(new Date(2026, 10, 25).getTime());
  expect(untilOf('week', now)).toBe(now.getTime() + 7 * 24 * 3_600_000);
  expect(untilOf('changed', now)).toBeUndefined();
});
