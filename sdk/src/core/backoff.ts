// Growing waits with jitter for things that are tried again. It does not wait itself.

import type { RandomSource } from './ids';

export interface BackoffLimits {
  readonly minMs: number;
  readonly maxMs: number;
}

export class Backoff {
  private attempts = 0;

  constructor(
    private readonly random: RandomSource,
    private readonly limits: BackoffLimits,
  ) {}

  /** The wait before the next attempt: doubled each time, spread by half either way. */
  nextMs(): number {
    const full = Math.min(this.limits.maxMs, this.limits.minMs * 2 ** this.attempts);
    this.attempts = Math.min(this.attempts + 1, 30);
    return Math.round(full * (0.5 + this.random.fraction()));
  }

  reset(): void {
    this.attempts = 0;
  }
}
