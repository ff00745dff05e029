import type { ComparisonShownFragment } from '../../../generated/operations.js';
import { NOTHING } from '../numbers.js';

interface Props {
  readonly name: string;
  readonly interval: ComparisonShownFragment['leakDifference'];
  readonly format: (value: number) => string;
}

/** An estimate within its interval, drawn about 0: where that lies within, there may be no difference. */
export function Interval({ name, interval: { estimate, low, high }, format }: Props) {
  if (estimate === null || low === null || high === null)
    return (
      <p>
        {name}: {NOTHING}
      </p>
    );
  const reach = Math.max(Math.abs(low), Math.abs(high), Number.MIN_VALUE) * 1.1;
  const place = (value: number) => `${((value / reach + 1) / 2) * 100}%`;
  return (
    <div>
      <p>
        {name}: {format(estimate)} ({format(low)} … {format(high)})
      </p>
      <div className="interval" aria-hidden="true">
        <span className="zero" />
        <span className="span" style={{ left: place(low), width: `${((high - low) / reach / 2) * 100}%` }} />
        <span className="estimate" style={{ left: place(estimate) }} />
      </div>
    </div>
  );
}
