import type { Result, Session } from '@atelier/sdk';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whenGone } from './whenGone';

const stranger = { ok: true, value: { principal: null } } as unknown as Result<Session>;
const away = { ok: false, error: { code: 'unavailable', message: '' } } as Result<Session>;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function wait(answers: readonly Result<Session>[]) {
  let looks = 0;
  const done = vi.fn();
  const look = () => Promise.resolve(answers[Math.min(looks++, answers.length - 1)] ?? stranger);
  return { done, stop: whenGone(look, done), looks: () => looks };
}

test('[SAF3] the page is left when the server was away and is back, and not before', async () => {
  const { done } = wait([stranger, away, away, stranger]);
  await vi.advanceTimersByTimeAsync(950);
  expect(done).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(300);
  expect(done).toHaveBeenCalledOnce();
});

test('[SAF3] a server that was back between two looks keeps nobody', async () => {
  const { done } = wait([stranger]);
  await vi.advanceTimersByTimeAsync(2_900);
  expect(done).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(200);
  expect(done).toHaveBeenCalledOnce();
});

test('nothing happens behind a page that is closed', async () => {
  const { done, stop, looks } = wait([stranger]);
  await vi.advanceTimersByTimeAsync(400);
  stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(looks()).toBe(1);
  expect(done).not.toHaveBeenCalled();
});
