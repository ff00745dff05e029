import { useAsk } from '../../../connection/use-ask.js';
import { ReportOptionsDocument, TeamsComparedDocument } from '../../../generated/operations.js';
import { texts, useTexts } from '../../../language/texts.js';
import { Shown } from '../../../ui/states.js';
import { useFilters } from '../filters.js';
import { WindowFilter } from '../window-filter.js';
import { Comparison } from './comparison.js';

/** Any two teams over the same window. */
export function TwoTeams() {
  const t = useTexts(words);
  const { input, params, choose } = useFilters();
  const { data } = useAsk(ReportOptionsDocument, {});
  const teams = data?.teams ?? [];
  const chosen = (name: 'a' | 'b') => teams.find(({ id }) => id === params.get(name));
  const [a, b] = [chosen('a'), chosen('b')];
  const { from, to } = input;
  const pick = (name: 'a' | 'b', label: string) => (
    <label>
      {label}
      <select value={chosen(name)?.id ?? ''} onChange={({ target }) => choose({ [name]: target.value })}>
        <option value="">{t.choose}</option>
        {teams.map(({ id, name: text }) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <section className="stack">
      <h2>{t.title}</h2>
      <div className="filters" role="group" aria-label={t.title}>
        {pick('a', t.a)}
        {pick('b', t.b)}
        <WindowFilter />
      </div>
      {a && b && a !== b && <Compared window={{ from, to, a: a.id, b: b.id }} names={{ a: a.name, b: b.name }} />}
    </section>
  );
}

interface ComparedProps {
  readonly window: { readonly from: string; readonly to: string; readonly a: string; readonly b: string };
  readonly names: { readonly a: string; readonly b: string };
}

function Compared({ window, names }: ComparedProps) {
  const { params } = useFilters();
  const { from, to, a, b } = window;
  const asked = useAsk(TeamsComparedDocument, {
    input: { a: { from, to, teamIds: [a] }, b: { from, to, teamIds: [b] } },
  });
  return (
    <Shown asked={asked}>
      {({ pilotComparison }) => (
        <article className="card stack">
          <Comparison comparison={pilotComparison} names={names} window={window} params={params} />
        </article>
      )}
    </Shown>
  );
}

const words = texts(
  { title: '任意两个团队', a: '团队 A', b: '团队 B', choose: '请选择' },
  { title: 'Any two teams', a: 'Team A', b: 'Team B', choose: 'Choose' },
);
