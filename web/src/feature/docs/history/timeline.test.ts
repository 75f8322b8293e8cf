import type { DifferenceBlock, Moment, Version } from '@atelier/sdk';
import { describe, expect, it } from 'vitest';
import { changesOf, numbersOf } from './changes';
import { byDay, chooseMoment, chooseVersion, momentAt, ticksOf, timesOf } from './timeline';

const noon = new Date(2026, 10, 23, 12).getTime();
const hour = 3_600_000;

function version(at: number): Version {
  return { at, kind: 'automatic', authors: ['ana'] };
}

function moment(at: number, author: string, added: number): Moment {
  return { at, author, added, removed: 0 };
}

describe('the past of a document', () => {
  it('[VER2] has its versions by day', () => {
    const versions = [version(noon), version(noon - hour), version(noon - 20 * hour)];
    expect(byDay(versions).map((day) => day.versions.length)).toEqual([2, 1]);
  });

  it('[VER25] is compared with the version or moment before, with now, or with itself', () => {
    const versions = [version(30), version(20), version(10)];
    const chosen = chooseVersion(versions, versions[1]!);
    expect(timesOf(chosen, 'in')).toEqual({ from: 10, to: 20 });
    expect(timesOf(chosen, 'since')).toEqual({ from: 20 });
    expect(timesOf(chosen, 'text')).toEqual({ from: 20, to: 20 });
    expect(timesOf(chooseVersion(versions, versions[2]!), 'in')).toEqual({ to: 10 });
    const moments = [moment(1, 'ana', 1), moment(5, 'li', 1)];
    expect(chooseMoment(moments, 1)).toEqual({ at: 5, before: 1 });
    expect(chooseMoment(moments, 2)).toBeNull();
  });

  it('[VER1] holds at a time the last moment that had begun', () => {
    const moments = [moment(10, 'ana', 1), moment(20, 'li', 1), moment(30, 'ana', 1)];
    expect([5, 10, 19, 20, 99].map((at) => momentAt(moments, at))).toEqual([-1, 0, 0, 1, 2]);
  });

  it('[VER23] shows many moments as a few strokes, in the colour of who did most', () => {
    const moments = Array.from({ length: 100 }, (_, index) =>
      moment(index, index < 50 ? 'ana' : 'li', index === 99 ? 1_000 : 1),
    );
    const ticks = ticksOf(moments, 10);
    expect(ticks.map(({ author }) => author)).toEqual([
      ...Array.from({ length: 5 }, () => 'ana'),
      ...Array.from({ length: 5 }, () => 'li'),
    ]);
    expect(ticks.map(({ place }) => place)[0]).toBeCloseTo(0.045);
    expect(ticks[9]?.height).toBe(1);
    expect(ticks[0]?.height).toBeGreaterThan(0.2);
    expect(ticksOf([], 10)).toEqual([]);
  });
});

type Change = DifferenceBlock['change'];
type Runs = ('same' | 'added' | 'removed')[];

function block(change: Change, runs: Runs, more: Partial<DifferenceBlock> = {}): DifferenceBlock {
  const made = runs.map((kind) => ({ text: 'words', change: kind }));
  return { type: 'paragraph', props: {}, depth: 0, change, runs: made, ...more };
}

describe('changes', () => {
  it('[VER10] are one where they lie side by side', () => {
    const { count, blocks } = changesOf([
      block('same', ['same', 'removed', 'added', 'same', 'added']),
      block('added', ['added']),
      block('added', []),
      block('same', ['same']),
      block('changed', ['same', 'removed']),
      block('removed', ['removed']),
    ]);
    expect(blocks.map(({ runs }) => runs)).toEqual([
      [-1, 0, 0, -1, 1],
      [1],
      [],
      [-1],
      [-1, 3],
      [3],
    ]);
    expect(blocks.map((one) => one.block)).toEqual([-1, 1, 1, -1, 2, 3]);
    expect(count).toBe(4);
  });

  it('do not spread over what stayed the same', () => {
    const { count } = changesOf([block('same', ['added']), block('same', ['added'])]);
    expect(count).toBe(2);
  });

  it('leave the numbers of lists as they are', () => {
    const item = (depth: number, change: Change = 'same', props = {}) =>
      block(change, ['same'], { type: 'numberedListItem', depth, props });
    expect(
      numbersOf([item(0, 'same', { start: 3 }), item(1), item(1, 'removed'), item(1), item(0)]),
    ).toEqual([3, 1, 1, 2, 4]);
    expect(numbersOf([item(0), block('same', []), item(0)])).toEqual([1, 0, 1]);
  });
});
