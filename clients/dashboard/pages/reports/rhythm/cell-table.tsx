import type { ReactNode } from 'react';
import { texts, useTexts } from '../../../language/texts.js';

interface Props {
  readonly caption: string;
  readonly corner: string;
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  readonly cell: (column: number, row: number) => ReactNode;
}

/** The same as the picture, for who doesn't see it or wants the numbers. */
export function CellTable({ caption, corner, columns, rows, cell }: Props) {
  const t = useTexts(words);
  return (
    <details>
      <summary>{t.asTable}</summary>
      <div className="scroll" tabIndex={0} role="region" aria-label={caption}>
        <table className="grid">
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{corner}</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((name, row) => (
              <tr key={name + String(row)}>
                <th scope="row">{name}</th>
                {columns.map((column, index) => (
                  <td key={column}>{cell(index, row)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

const words = texts({ asTable: '以表格查看' }, { asTable: 'As a table' });
