import type { EChartsCoreOption } from 'echarts/core';
import { useEffect, useRef } from 'react';

interface Props {
  readonly option: EChartsCoreOption;
  readonly height: number;
  /** Told where in the data somebody clicked. */
  readonly onPick?: (index: number) => void;
}

/** A picture of what a table beside it says: those who don't see it miss nothing. */
export function Chart({ option, height, onPick }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef({ option, onPick });
  const redraw = useRef<(() => void) | null>(null);
  useEffect(() => {
    latest.current = { option, onPick };
    redraw.current?.();
  });
  useEffect(() => {
    let isGone = false;
    let end = () => {};
    void import('./echarts.js').then(({ drawn }) => {
      if (isGone || !place.current) return;
      const chart = drawn(place.current, (index) => latest.current.onPick?.(index));
      redraw.current = () => chart.show(latest.current.option);
      redraw.current();
      end = () => chart.end();
    });
    return () => {
      isGone = true;
      redraw.current = null;
      end();
    };
  }, []);
  return <div ref={place} className="chart" aria-hidden="true" style={{ height }} />;
}
