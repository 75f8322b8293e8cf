// UUIDv7: the ids of commands and messages. They sort by the time of their making, also within
// one millisecond, because the 12 bits after the time count up.

import type { Clock } from './clock';

export interface RandomSource {
  bytes(count: number): Uint8Array;
  /** A number in [0, 1). */
  fraction(): number;
}

export type IdSource = () => string;

const sequenceBits = 12;
const sequenceMax = 2 ** sequenceBits - 1;

export function createIdSource(clock: Clock, random: RandomSource): IdSource {
  let lastMs = -1;
  let sequence = 0;
  return () => {
    const now = Math.floor(clock.now());
    if (now > lastMs) {
      lastMs = now;
      // Half of the range stays free, so that a busy millisecond can count on.
      sequence = Math.floor(random.fraction() * (sequenceMax / 2));
    } else if (sequence < sequenceMax) {
      sequence += 1;
    } else {
      lastMs += 1;
      sequence = 0;
    }
    return format(lastMs, sequence, random.bytes(8));
  };
}

function format(atMs: number, sequence: number, tail: Uint8Array): string {
  const time = hex(atMs, 12);
  const variant = hex(((tail[0] ?? 0) & 0x3f) | 0x80, 2) + hex(tail[1] ?? 0, 2);
  const node = Array.from(tail.subarray(2, 8), (byte) => hex(byte, 2)).join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(sequence, 3)}-${variant}-${node}`;
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, '0');
}
