import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bucketMicros, median, mergeHistograms, percentileMs, spread } from '../lib/stats.mjs';

test('the median of an odd and an even count', () => {
  assert.equal(median([5, 1, 3]), 3);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.throws(() => median([]));
});

test('a median leaves its input in order', () => {
  const values = [3, 1, 2];
  assert.deepEqual(spread(values), { median: 2, min: 1, max: 3, values: [3, 1, 2] });
});

test('histograms of several rounds merge by bucket', () => {
  const merged = mergeHistograms([
    [
      [40, 1],
      [2, 3],
    ],
    [[40, 4]],
  ]);
  assert.deepEqual(merged, [
    [2, 3],
    [40, 5],
  ]);
});

test('buckets grow with their value and keep within 1/32 of it', () => {
  assert.equal(bucketMicros(31), 31);
  assert.equal(bucketMicros(32), 32.5);
  assert.equal(bucketMicros(64), 65); // 64 and 65 share it
  for (let bucket = 33; bucket < 800; bucket += 1) {
    const step = bucketMicros(bucket) - bucketMicros(bucket - 1);
    assert.ok(step > 0 && step <= bucketMicros(bucket) / 31, `bucket ${bucket}`);
  }
});

test('percentiles come from all samples together', () => {
  const histogram = [
    [10, 98],
    [20, 2],
  ];
  assert.equal(percentileMs(histogram, 0.5), 0.01);
  assert.equal(percentileMs(histogram, 0.99), 0.02);
  assert.throws(() => percentileMs([], 0.5));
});
