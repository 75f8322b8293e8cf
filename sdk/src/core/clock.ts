// Time as this package sees it: the owner injects it, so that tests move it by hand.

export type CancelTimer = () => void;

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs the callback once after the delay, never during this call. */
  after(delayMs: number, callback: () => void): CancelTimer;
}
