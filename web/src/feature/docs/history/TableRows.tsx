// A table of a difference: whole rows that came or went stand out as rows.
import type { ReactNode } from 'react';
import classes from './tableRows.module.css';
import type { TableRow } from './tables';

export interface TableRowsProps {
  rows: readonly TableRow[];
  renderBlock: (at: number) => ReactNode;
}

export function TableRows({ rows, renderBlock }: TableRowsProps) {
  return (
    <div className={classes.frame} tabIndex={0}>
      <table className={classes.table}>
        <tbody>
          {rows.map(({ change, cells }, row) => (
            <tr key={row} data-block={change === 'same' ? undefined : change}>
              {cells.map(({ header, blocks }, column) => {
                const Cell = header ? 'th' : 'td';
                return <Cell key={column}>{blocks.map(renderBlock)}</Cell>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
