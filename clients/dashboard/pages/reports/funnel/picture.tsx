import { useLocation, useSearchParams } from 'wouter';
import { Chart } from '../../../charts/chart.js';
import { ACCENT, INK, INK_SOFT } from '../../../charts/colours.js';
import { behindHref } from '../behind-link.js';
import { useNumbers } from '../numbers.js';
import type { FunnelAnswer } from './table.js';

const ROW = 34;

export function FunnelPicture({ funnel: { steps } }: { readonly funnel: FunnelAnswer }) {
  const [, go] = useLocation();
  const [params] = useSearchParams();
  const { whole } = useNumbers();
  const option = {
    grid: { left: 4, right: 56, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: 'value', show: false },
    yAxis: {
      type: 'category',
      inverse: true,
      data: steps.map(({ label }) => label),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: INK_SOFT, fontSize: 13 },
    },
    series: [
      {
        type: 'bar',
        barWidth: '64%',
        itemStyle: { color: ACCENT, borderRadius: 4 },
        label: { show: true, position: 'right', color: INK, formatter: ({ value }: { value: number }) => whole(value) },
        data: steps.map(({ count }) => count),
      },
    ],
  };
  return (
    <Chart
      option={option}
      height={steps.length * ROW + 8}
      onPick={(index) => go(behindHref(params, { of: 'funnel', code: steps[index]!.code }))}
    />
  );
}
