// The past of a document as it is shown: versions by day, moments as places on a slider, and what a
// chosen time is compared with. Pure.
import type { Moment, Version } from '@atelier/sdk';

/** What the reader sees of a chosen time. */
export type Reading = 'in' | 'since' | 'text';

/** A time of the document, and the one before it that "what changed in it" begins at. */
export interface Chosen {
  at: number;
  before: number | undefined;
}

export interface Times {
  from?: number;
  to?: number;
}

/** The times to compare. Without a time before, all of it is new; with itself, nothing is. */
export function timesOf({ at, before }: Chosen, reading: Reading): Times {
  switch (reading) {
    case 'in':
      return before === undefined ? { to: at } : { from: before, to: at };
    case 'since':
      return { from: at };
    case 'text':
      return { from: at, to: at };
  }
}

export interface Day {
  /** The newest time in it. */
  at: number;
  versions: Version[];
}

function dayOf(at: number): string {
  return new Date(at).toDateString();
}

/** In the reader's zone, newest first, as they come. */
export function byDay(versions: readonly Version[]): Day[] {
  const days: Day[] = [];
  for (const version of versions) {
    const day = days.at(-1);
    if (day && dayOf(day.at) === dayOf(version.at)) day.versions.push(version);
    else days.push({ at: version.at, versions: [version] });
  }
  return days;
}

/** Newest first, as the server lists them. */
export function chooseVersion(versions: readonly Version[], version: Version): Chosen {
  const older = versions.find((other) => other.at < version.at);
  return { at: version.at, before: older?.at };
}

export function chooseMoment(moments: readonly Moment[], index: number): Chosen | null {
  const moment = moments[index];
  return moment ? { at: moment.at, before: moments[index - 1]?.at } : null;
}

/** The last moment that the document as of `at` holds. */
export function momentAt(moments: readonly Moment[], at: number): number {
  let [from, to] = [0, moments.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((moments[middle]?.at ?? 0) <= at) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}

export interface Tick {
  /** Where on the line, 0..1; now is 1. */
  place: number;
  /** Who did most in it. */
  author: string | undefined;
  /** 0..1, of the largest. */
  height: number;
}

/** The moments as at most `count` strokes; what is large does not hide what is small. */
export function ticksOf(moments: readonly Moment[], count: number): Tick[] {
  const bins = Math.min(count, moments.length);
  const found: { place: number; author: string | undefined; amount: number }[] = [];
  for (let bin = 0; bin < bins; bin += 1) {
    const from = Math.floor((bin * moments.length) / bins);
    const to = Math.floor(((bin + 1) * moments.length) / bins);
    const amounts = new Map<string | undefined, number>();
    let amount = 0;
    for (const { author, added, removed } of moments.slice(from, to)) {
      amount += added + removed;
      amounts.set(author, (amounts.get(author) ?? 0) + added + removed + 1);
    }
    const [most] = [...amounts].sort((one, other) => other[1] - one[1]);
    const place = (from + to - 1) / 2 / moments.length;
    found.push({ place, author: most?.[0], amount });
  }
  const largest = Math.log1p(Math.max(1, ...found.map(({ amount }) => amount)));
  return found.map(({ place, author, amount }) => ({
    place,
    author,
    height: Math.log1p(amount) / largest,
  }));
}
