import type { ReactNode } from 'react';
import './data-table.css';

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  readonly isText?: boolean;
}

interface Props<Row> {
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** What a row is about: the first column. */
  readonly first: Column<Row>;
  readonly columns: readonly Column<Row>[];
}

/** A table; where it is narrow each row is a card, whose roles say all the same that it is a row. */
export function DataTable<Row>({ caption, rows, keyOf, first, columns }: Props<Row>) {
  return (
    <table className="data" role="table">
      <caption className="visually-hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {[first, ...columns].map(({ head, isText }, index) => (
            <th key={head} role="columnheader" scope="col" className={index === 0 || isText ? 'text' : ''}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row">
            <th role="rowheader" scope="row" className="text">
              {first.cell(row)}
            </th>
            {columns.map(({ head, cell, isText }) => (
              <td key={head} role="cell" data-head={head} className={isText ? 'text' : ''}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
