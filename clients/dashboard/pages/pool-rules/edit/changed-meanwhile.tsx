import type { PoolShownFragment } from '../../../generated/operations.js';
import { useMoments } from '../../../language/moments.js';
import { useTexts } from '../../../language/texts.js';
import { useRuleLines } from '../rule-lines.js';
import { poolRuleWords } from '../words.js';

interface Props {
  readonly now: PoolShownFragment;
  readonly onAnew: () => void;
}

/** Somebody else changed the pool, or planned to, while it was being edited: how it is now, what is to come, and the way on from there. */
export function ChangedMeanwhile({ now: { name, kind, teams, rules, planned }, onAnew }: Props) {
  const t = useTexts(poolRuleWords);
  const { moment } = useMoments();
  const lines = useRuleLines();
  return (
    <div className="notice warn stack tight" role="alert">
      <p>{t.changedMeanwhile}</p>
      <p>
        {t.asItIs(name)} · {t.openTo(teams.map((team) => team.name))}
      </p>
      <ul className="points small">
        {lines(kind, rules).map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ul>
      {planned && <p>{t.planned(moment(planned.at), planned.plannedBy.name)}</p>}
      <div>
        <button type="button" onClick={onAnew}>
          {t.anew}
        </button>
      </div>
    </div>
  );
}
