import type { PoolShownFragment } from '../../../generated/operations.js';
import { useTexts } from '../../../language/texts.js';
import { useRuleLines } from '../rule-lines.js';
import { poolRuleWords } from '../words.js';

interface Props {
  readonly now: PoolShownFragment;
  readonly onAnew: () => void;
}

/** Somebody else changed the pool while it was being edited: how it is now, and the way on from there. */
export function ChangedMeanwhile({ now: { name, kind, teams, rules }, onAnew }: Props) {
  const t = useTexts(poolRuleWords);
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
      <div>
        <button type="button" onClick={onAnew}>
          {t.anew}
        </button>
      </div>
    </div>
  );
}
