import { texts, useTexts } from '../../language/texts.js';
import { useFilters, WINDOWS } from './filters.js';

export function WindowFilter() {
  const t = useTexts(words);
  const { filters, choose } = useFilters();
  const { window, from, to } = filters;
  const day = (name: 'from' | 'to', label: string) => (
    <label>
      {label}
      <input
        type="date"
        value={filters[name]}
        onChange={({ target }) => choose({ window: 'custom', from, to, [name]: target.value })}
      />
    </label>
  );
  return (
    <>
      <label>
        {t.window}
        <select
          value={window}
          onChange={({ target }) =>
            choose(
              target.value === 'custom'
                ? { window: 'custom', from, to }
                : { window: target.value, from: null, to: null },
            )
          }
        >
          {WINDOWS.map((one) => (
            <option key={one} value={one}>
              {t[one]}
            </option>
          ))}
        </select>
      </label>
      {window === 'custom' && day('from', t.from)}
      {window === 'custom' && day('to', t.to)}
    </>
  );
}

const words = texts(
  {
    window: '时间',
    from: '从',
    to: '到',
    '7d': '近 7 天',
    '30d': '近 30 天',
    '90d': '近 90 天',
    month: '本月',
    last: '上月',
    custom: '自选日期',
  },
  {
    window: 'Window',
    from: 'From',
    to: 'To',
    '7d': 'Last 7 days',
    '30d': 'Last 30 days',
    '90d': 'Last 90 days',
    month: 'This month',
    last: 'Last month',
    custom: 'Days of choice',
  },
);
