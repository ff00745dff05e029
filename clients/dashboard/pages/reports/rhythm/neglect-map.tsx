import { useLocation, useSearchParams } from 'wouter';
import type { NeglectQuery } from '../../../generated/operations.js';
import { texts, useTexts } from '../../../language/texts.js';
import { Behind, behindHref } from '../behind-link.js';
import { useNumbers } from '../numbers.js';
import { BUCKETS, buckets } from './buckets.js';
import { CellTable } from './cell-table.js';
import { HeatMap } from './heat-map.js';

type Cell = NeglectQuery['neglectHeatmap']['cells'][number];

export function NeglectMap({ cells }: { readonly cells: readonly Cell[] }) {
  const t = useTexts(words);
  const days = useTexts(buckets);
  const [, go] = useLocation();
  const [params] = useSearchParams();
  const { whole } = useNumbers();
  const owners = [...new Map(cells.map(({ owner }) => [owner.id, owner])).values()];
  const columns = BUCKETS.map((bucket) => days[bucket]);
  const rows = owners.map(({ name }) => name);
  return (
    <>
      <HeatMap
        columns={columns}
        rows={rows}
        cells={cells.map(({ owner, bucket, count }) => ({
          column: BUCKETS.indexOf(bucket),
          row: owners.findIndex(({ id }) => id === owner.id),
          count,
        }))}
        hasNumbers
        onPick={(index) => go(behindHref(params, behind(cells[index]!)))}
      />
      <CellTable
        caption={t.caption}
        corner={t.person}
        columns={columns}
        rows={rows}
        cell={(column, row) => {
          const cell = cells.find((one) => one.bucket === BUCKETS[column] && one.owner.id === owners[row]!.id);
          return cell ? (
            <Behind of={behind(cell)} count={cell.count}>
              {whole(cell.count)}
            </Behind>
          ) : (
            '0'
          );
        }}
      />
    </>
  );
}

const behind = ({ owner, bucket }: Cell) => ({ of: 'neglect', person: owner.id, bucket });

const words = texts(
  { caption: '每人多少客户多久没有跟进', person: '人员' },
  { caption: 'Customers of each person by days since the last follow-up', person: 'Person' },
);
