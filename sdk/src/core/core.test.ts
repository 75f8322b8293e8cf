import { expect, test } from 'vitest';
import { evenRandom, FakeClock } from '../../test/kit';
import { Backoff } from './backoff';
import { Emitter } from './emitter';
import { present } from './fields';
import { createIdSource } from './ids';

test('listeners hear events in order, and nothing after they have left', () => {
  const emitter = new Emitter<{ readonly tick: number }>();
  const heard: string[] = [];
  const stop = emitter.on('tick', (tick) => heard.push(`a${String(tick)}`));
  emitter.on('tick', (tick) => {
    heard.push(`b${String(tick)}`);
    stop();
  });
  emitter.emit('tick', 1);
  emitter.emit('tick', 2);
  expect(heard).toEqual(['a1', 'b1', 'b2']);
});

test('a listener that throws stops neither the others nor the emitter', async () => {
  const unhandled = new Promise((resolve) => {
    const listeners = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    process.once('unhandledRejection', (reason) => {
      listeners.forEach((listener) => process.on('unhandledRejection', listener));
      resolve(reason);
    });
  });
  const emitter = new Emitter<{ readonly tick: number }>();
  const heard: number[] = [];
  emitter.on('tick', () => {
    throw new Error('broken listener');
  });
  emitter.on('tick', (tick) => heard.push(tick));
  emitter.emit('tick', 1);
  expect(heard).toEqual([1]);
  expect(await unhandled).toMatchObject({ message: 'broken listener' });
});

test('ids are UUIDv7, unique, and sort by the time and order of their making', async () => {
  const clock = new FakeClock();
  const nextId = createIdSource(clock, evenRandom);
  const ids = Array.from({ length: 5_000 }, () => nextId());
  await clock.advance(1_000);
  ids.push(nextId());
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  expect(ids.every((id) => form.test(id))).toBe(true);
  expect(Number.parseInt((ids[0] ?? '').replaceAll('-', '').slice(0, 12), 16)).toBe(
    1_700_000_000_000,
  );
});

test('waits double up to their limit, spread by half either way', () => {
  const backoff = new Backoff(evenRandom, { minMs: 100, maxMs: 500 });
  expect([1, 2, 3, 4, 5].map(() => backoff.nextMs())).toEqual([100, 200, 400, 500, 500]);
  backoff.reset();
  expect(backoff.nextMs()).toBe(100);
  const least = { ...evenRandom, fraction: () => 0 };
  expect(new Backoff(least, { minMs: 100, maxMs: 500 }).nextMs()).toBe(50);
});

test('absent options are absent fields', () => {
  expect(present({ a: undefined, b: null, c: 0 })).toEqual({ b: null, c: 0 });
});
