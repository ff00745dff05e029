import { useLocation, useSearchParams } from 'wouter';
import type { RhythmQuery } from '../../../generated/operations.js';
import { texts, useTexts } from '../../../language/texts.js';
import { Behind, behindHref } from '../behind-link.js';
import { useNumbers } from '../numbers.js';
import { CellTable } from './cell-table.js';
import { HeatMap } from './heat-map.js';
import { useWeekdays } from './weekdays.js';

type Cell = RhythmQuery['followUpHeatmap']['cells'][number];

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));

export function RhythmMap({ cells }: { readonly cells: readonly Cell[] }) {
  const t = useTexts(words);
  const days = useWeekdays();
  const [, go] = useLocation();
  const [params] = useSearchParams();
  const { whole } = useNumbers();
  const at = (hour: number, day: number) => cells.find((cell) => cell.hour === hour && cell.weekday === day + 1);
  return (
    <>
      <HeatMap
        columns={HOURS}
        rows={days}
        cells={cells.map(({ weekday, hour, count }) => ({ column: hour, row: weekday - 1, count }))}
        hasNumbers={false}
        onPick={(index) => go(behindHref(params, behind(cells[index]!)))}
      />
      <CellTable
        caption={t.caption}
        corner={t.day}
        columns={HOURS}
        rows={days}
        cell={(hour, day) => {
          const cell = at(hour, day);
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

const behind = ({ weekday, hour }: Cell) => ({ of: 'hour', weekday: String(weekday), hour: String(hour) });

const words = texts(
  { caption: '每个星期几、每个小时的有效跟进次数', day: '星期' },
  { caption: 'Follow-ups by weekday and hour', day: 'Weekday' },
);
