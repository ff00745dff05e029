import type { ReactNode } from 'react';
import { useAsk } from '../../connection/use-ask.js';
import { ReportOptionsDocument } from '../../generated/operations.js';
import { texts, useTexts } from '../../language/texts.js';
import { useFilters } from './filters.js';
import { WindowFilter } from './window-filter.js';

interface Props {
  readonly hasWindow?: boolean;
  readonly hasPerson?: boolean;
  /** What a report asks besides. */
  readonly children?: ReactNode;
}

export function FilterBar({ hasWindow = true, hasPerson = true, children }: Props) {
  const t = useTexts(words);
  const { filters, choose } = useFilters();
  const { data } = useAsk(ReportOptionsDocument, {});
  const { teamId, userId } = filters;
  const people = (data?.users.nodes ?? []).filter(({ team }) => !teamId || team?.id === teamId);
  return (
    <div className="filters" role="group" aria-label={t.filters}>
      {children}
      {hasWindow && <WindowFilter />}
      <label>
        {t.team}
        <select value={teamId ?? ''} onChange={({ target }) => choose({ team: target.value, person: null })}>
          <option value="">{t.allTeams}</option>
          {data?.teams.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {hasPerson && (
        <label>
          {t.person}
          <select value={userId ?? ''} onChange={({ target }) => choose({ person: target.value })}>
            <option value="">{t.everybody}</option>
            {people.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}

const words = texts(
  {
    filters: '筛选',
    team: '团队',
    allTeams: '全部团队',
    person: '人员',
    everybody: '所有人',
  },
  {
    filters: 'Filters',
    team: 'Team',
    allTeams: 'All teams',
    person: 'Person',
    everybody: 'Everybody',
  },
);
