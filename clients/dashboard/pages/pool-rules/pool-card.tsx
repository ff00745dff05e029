import { Link } from 'wouter';
import { useAct } from '../../connection/use-act.js';
import { CallOffPoolChangeDocument, type PoolShownFragment } from '../../generated/operations.js';
import { useMoments } from '../../language/moments.js';
import { useTexts } from '../../language/texts.js';
import { useRuleLines } from './rule-lines.js';
import { poolRuleWords } from './words.js';

interface Props {
  readonly pool: PoolShownFragment;
  readonly onChanged: () => unknown;
}

export function PoolCard({ pool, onChanged }: Props) {
  const t = useTexts(poolRuleWords);
  const lines = useRuleLines();
  const { id, name, kind, teams, rules, customers, leads } = pool;
  return (
    <li className="card stack tight">
      <div className="row spread">
        <strong>{name}</strong>
        <span className="tag accent">{t[kind]}</span>
      </div>
      <p className="soft small">
        {kind === 'LEAD' ? t.leads(leads.totalCount ?? 0) : t.customers(customers.totalCount ?? 0)} ·{' '}
        {t.openTo(teams.map((team) => team.name))}
      </p>
      <ul className="points small">
        {lines(kind, rules).map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ul>
      <Planned pool={pool} onChanged={onChanged} />
      <div className="row">
        <Link href={`/pool-rules/${id}`} className="button">
          {t.edit}
        </Link>
        <Link href={`/pool-rules/${id}/copy`} className="button">
          {t.copy}
        </Link>
      </div>
    </li>
  );
}

/** What will be otherwise, and from when on. */
function Planned({ pool: { id, planned }, onChanged }: Props) {
  const t = useTexts(poolRuleWords);
  const { moment } = useMoments();
  const [callOff, isBusy] = useAct(CallOffPoolChangeDocument);
  if (!planned) return null;
  const send = async () => {
    if (await callOff({ input: { poolId: id } })) onChanged();
  };
  return (
    <div className="notice warn row spread">
      <span>{t.planned(moment(planned.at), planned.plannedBy.name)}</span>
      <button type="button" disabled={isBusy} onClick={() => void send()}>
        {t.callOff}
      </button>
    </div>
  );
}
