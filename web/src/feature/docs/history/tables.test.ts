import type { DifferenceBlock } from '@atelier/sdk';
import { describe, expect, it } from 'vitest';
import { partsOf } from './tables';

type Change = DifferenceBlock['change'];

function block(cell?: DifferenceBlock['cell'], change: Change = 'same'): DifferenceBlock {
  const type = cell ? 'tableParagraph' : 'paragraph';
  return { type, props: {}, depth: 0, change, runs: [], ...(cell ? { cell } : {}) };
}

const at = (table: number, row: number, column: number, header = false) => ({
  table,
  row,
  column,
  ...(header ? { header } : {}),
});

describe('the parts of a difference', () => {
  it('[VER10] put the cells of a table side by side, in its rows', () => {
    const blocks = [
      block(),
      block(at(0, 0, 0, true)),
      block(at(0, 0, 1, true)),
      block(at(0, 1, 0), 'removed'),
      block(at(0, 1, 1), 'removed'),
      block(at(0, 2, 0)),
      block(at(0, 2, 0), 'added'),
      block(at(0, 2, 1), 'added'),
      block(),
    ];
    const cell = (header: boolean, ...places: number[]) => ({ header, blocks: places });
    expect(partsOf(blocks)).toMatchObject([
      0,
      [
        { change: 'same', cells: [cell(true, 1), cell(true, 2)] },
        { change: 'removed', cells: [cell(false, 3), cell(false, 4)] },
        { change: 'same', cells: [cell(false, 5, 6), cell(false, 7)] },
      ],
      8,
    ]);
  });

  it('keep tables apart that follow one another', () => {
    const parts = partsOf([block(at(0, 0, 0)), block(at(1, 0, 0)), block(at(1, 1, 0))]);
    expect(parts.map((part) => (typeof part === 'number' ? part : part.length))).toEqual([1, 2]);
  });
});
