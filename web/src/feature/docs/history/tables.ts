// The blocks of a difference as they are laid out: one below the other, those of a table as its rows. Pure.
import type { DifferenceBlock } from '@atelier/sdk';

export interface TableCell {
  header: boolean;
  /** Places of its blocks in the difference. */
  blocks: readonly number[];
}

export interface TableRow {
  change: 'same' | 'added' | 'removed';
  cells: readonly TableCell[];
}

/** A block by its place, or a table. */
export type Part = number | readonly TableRow[];

interface OpenCell {
  row: number;
  column: number;
  header: boolean;
  blocks: number[];
}

function rowsOf(cells: readonly OpenCell[], blocks: readonly DifferenceBlock[]): TableRow[] {
  const rows = new Map<number, OpenCell[]>();
  for (const cell of cells) rows.set(cell.row, [...(rows.get(cell.row) ?? []), cell]);
  return [...rows.values()].map((row) => {
    const changes = new Set(row.flatMap((cell) => cell.blocks.map((at) => blocks[at]?.change)));
    const [only] = changes;
    const whole = changes.size === 1 && (only === 'added' || only === 'removed');
    return { change: whole ? only : 'same', cells: row };
  });
}

export function partsOf(blocks: readonly DifferenceBlock[]): Part[] {
  const parts: Part[] = [];
  let table = -1;
  let cells: OpenCell[] = [];
  const close = () => {
    if (cells.length > 0) parts.push(rowsOf(cells, blocks));
    cells = [];
  };
  blocks.forEach(({ cell }, at) => {
    if (!cell) {
      close();
      return parts.push(at);
    }
    if (cell.table !== table) close();
    table = cell.table;
    const { row, column, header = false } = cell;
    const last = cells.at(-1);
    if (last?.row === row && last.column === column) return last.blocks.push(at);
    return cells.push({ row, column, header, blocks: [at] });
  });
  close();
  return parts;
}
