// The changes of a difference as a reader walks through them: what lies side by side is one change.
import type { DifferenceBlock } from '@atelier/sdk';

export interface BlockChanges {
  /** The change that the block as a whole is, or begins with; -1 when it has none. */
  block: number;
  /** For each run its change, or -1. */
  runs: readonly number[];
}

export interface Changes {
  count: number;
  blocks: readonly BlockChanges[];
}

export function changesOf(blocks: readonly DifferenceBlock[]): Changes {
  let last = -1;
  let open = false;
  const next = () => {
    if (!open) last += 1;
    open = true;
    return last;
  };
  const found = blocks.map(({ change, runs }) => {
    const whole = change === 'added' || change === 'removed';
    // What goes on from the block before is part of its change only when the whole block is new or gone.
    if (!whole) open = false;
    const block = change === 'same' ? -1 : next();
    // Only the form of this block changed; what changed in its words is counted by itself.
    if (change === 'changed') open = false;
    const changed = runs.map((run) => {
      if (run.change !== 'same') return next();
      if (run.text !== '') open = false;
      return -1;
    });
    return { block, runs: changed };
  });
  return { count: last + 1, blocks: found };
}

/** Numbers of numbered blocks: those that follow one another at one depth count on. */
export function numbersOf(blocks: readonly DifferenceBlock[]): readonly number[] {
  const counts: number[] = [];
  return blocks.map(({ type, depth, props, change }) => {
    counts.length = Math.min(counts.length, depth + 1);
    if (type !== 'numberedListItem') {
      counts.length = Math.min(counts.length, depth);
      return 0;
    }
    const start = typeof props['start'] === 'number' ? props['start'] : 1;
    const before = counts[depth];
    // What is gone takes no number from those that stay.
    if (change === 'removed') return before ?? start;
    counts[depth] = before === undefined ? start : before + 1;
    return counts[depth];
  });
}
