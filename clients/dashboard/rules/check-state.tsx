import { wordsOf } from '../connection/wrong.js';
import { useTexts } from '../language/texts.js';
import type { Checking } from './use-check.js';
import { ruleWords } from './words.js';

/** Whether the rules may be used as they are, or why that isn’t known. */
export function CheckState({ checking }: { readonly checking: Checking }) {
  const t = useTexts(ruleWords);
  const { check, isCurrent, failure, again } = checking;
  if (failure) return <NotChecked cause={failure} onAgain={again} />;
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

interface NotCheckedProps {
  readonly cause: Error;
  readonly onAgain: () => void;
}

function NotChecked({ cause, onAgain }: NotCheckedProps) {
  const t = useTexts(ruleWords);
  return (
    <div className="notice bad row spread" role="alert">
      <span>
        {t.notChecked} {wordsOf(cause)}
      </span>
      <button type="button" onClick={onAgain}>
        {t.checkAgain}
      </button>
    </div>
  );
}
