import { BarChart, HeatmapChart } from 'echarts/charts';
import { GridComponent, TooltipComponent, VisualMapComponent } from 'echarts/components';
import { init, use as register, type EChartsCoreOption } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

register([BarChart, HeatmapChart, GridComponent, TooltipComponent, VisualMapComponent, CanvasRenderer]);

const FONT = 'system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

/** A chart in a place of the page, as large as the place is at the moment. */
export function drawn(place: HTMLElement, onPick: (index: number) => void) {
  const chart = init(place, null, { renderer: 'canvas' });
  chart.on('click', ({ dataIndex }) => onPick(dataIndex));
  const watch = new ResizeObserver(() => chart.resize());
  watch.observe(place);
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  return {
    show: (option: EChartsCoreOption) =>
      chart.setOption({ textStyle: { fontFamily: FONT }, animation: !isCalm, ...option }, { notMerge: true }),
    end: () => {
      watch.disconnect();
      chart.dispose();
    },
  };
}
