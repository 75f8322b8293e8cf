// Arithmetic of the benchmarks: medians, and latencies merged over rounds. Pure functions.

export function median(values) {
  if (values.length === 0) throw new Error('no values');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Median with its range, so that a table can say how far the rounds were apart. */
export function spread(values) {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values), values };
}

/** Histograms are `[[bucket, count], ...]` as load/histogram.h prints them. */
export function mergeHistograms(histograms) {
  const counts = new Map();
  for (const [bucket, count] of histograms.flat()) {
    counts.set(bucket, (counts.get(bucket) ?? 0) + count);
  }
  return [...counts].sort(([a], [b]) => a - b);
}

/** The middle of a bucket in microseconds: below 32 one each, above 32 to each power of two. */
export function bucketMicros(bucket) {
  if (bucket < 32) return bucket;
  const shift = Math.floor(bucket / 32) - 1;
  return ((bucket % 32) + 32.5) * 2 ** shift;
}

/** Of merged samples, in milliseconds; `share` is 0.5 or 0.99. */
export function percentileMs(histogram, share) {
  const total = histogram.reduce((sum, [, count]) => sum + count, 0);
  let left = share * total;
  for (const [bucket, count] of histogram) {
    left -= count;
    if (left <= 0) return bucketMicros(bucket) / 1000;
  }
  throw new Error('no samples');
}
