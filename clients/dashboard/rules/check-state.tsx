import { useTexts } from '../language/texts.js';
import type { Check } from './use-check.js';
import { ruleWords } from './words.js';

interface StateProps {
  readonly check: Check | null;
  readonly isCurrent: boolean;
}

/** Whether it may be used as it is. */
export function CheckState({ check, isCurrent }: StateProps) {
  const t = useTexts(ruleWords);
  const count = (severity: 'ERROR' | 'WARNING') =>
    check?.problems.filter((problem) => problem.severity === severity).length ?? 0;
  const [errors, warnings] = [count('ERROR'), count('WARNING')];
  return (
    <p role="status" className="check-state">
      <span className={`tag ${!isCurrent ? '' : errors > 0 ? 'bad' : 'good'}`}>
        {!isCurrent ? t.checking : errors > 0 ? t.errors(errors) : t.noErrors}
      </span>{' '}
      {warnings > 0 && <span className="tag warn">{t.warnings(warnings)}</span>}
    </p>
  );
}
