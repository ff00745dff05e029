import { Chart } from '../../../charts/chart.js';
import { INK, INK_SOFT, LINE, SCALE } from '../../../charts/colours.js';

interface Props {
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  /** By the places of its column and row. */
  readonly cells: readonly { readonly column: number; readonly row: number; readonly count: number }[];
  readonly hasNumbers: boolean;
  readonly onPick: (cell: number) => void;
}

const ROW = 30;

export function HeatMap({ columns, rows, cells, hasNumbers, onPick }: Props) {
  const axis = { axisLine: { show: false }, axisTick: { show: false }, splitArea: { show: false } };
  const most = Math.max(1, ...cells.map(({ count }) => count));
  const label = (count: number) => ({ color: count > most * 0.6 ? '#fff' : INK });
  const option = {
    grid: { left: 4, right: 4, top: 4, bottom: 4, containLabel: true },
    tooltip: {},
    xAxis: { ...axis, type: 'category', data: columns, axisLabel: { color: INK_SOFT, interval: 'auto' } },
    yAxis: { ...axis, type: 'category', inverse: true, data: rows, axisLabel: { color: INK_SOFT } },
    visualMap: { show: false, min: 0, max: most, inRange: { color: SCALE } },
    series: [
      {
        type: 'heatmap',
        label: { show: hasNumbers },
        itemStyle: { borderWidth: 2, borderColor: '#fff', borderRadius: 4 },
        emphasis: { itemStyle: { borderColor: LINE } },
        data: cells.map(({ column, row, count }) => ({ value: [column, row, count], label: label(count) })),
      },
    ],
  };
  return <Chart option={option} height={rows.length * ROW + 34} onPick={onPick} />;
}
