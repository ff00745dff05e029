import { texts, useTexts } from '../../../language/texts.js';
import { useTimeZone } from '../../../connection/viewer.js';
import { dayAt, monthAfter, startOfDayIn } from '../../../language/days.js';
import { useFilters } from '../filters.js';

const COUNT = 13;

/** The month that the address asks for, such as 2026-11; the present one where it asks for none. */
export function monthIn(params: URLSearchParams, timeZone: string): string {
  const month = params.get('month') ?? '';
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? month : latestMonths(1, timeZone)[0]!;
}

/** The present month and those before it, the latest first. */
function latestMonths(count: number, timeZone: string): readonly string[] {
  const today = dayAt(new Date(), timeZone);
  return Array.from({ length: count }, (_, back) => monthAfter(today, -back).slice(0, 7));
}

export function windowOf(month: string, timeZone: string): { readonly from: string; readonly to: string } {
  const begin = (months: number) => startOfDayIn(monthAfter(`${month}-01`, months), timeZone).toISOString();
  return { from: begin(0), to: begin(1) };
}

export function MonthFilter() {
  const t = useTexts(words);
  const { params, choose } = useFilters();
  const timeZone = useTimeZone();
  const month = monthIn(params, timeZone);
  const months = latestMonths(COUNT, timeZone);
  return (
    <label>
      {t.month}
      <select value={month} onChange={({ target }) => choose({ month: target.value })}>
        {(months.includes(month) ? months : [...months, month]).map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  );
}

const words = texts({ month: '月份' }, { month: 'Month' });
