import { useTexts } from '../language/texts.js';
import type { Problem } from './editing.js';
import { ruleWords } from './words.js';

/** What is wrong in one place, below it; `problemsId` is what its field is described by. */
export function Problems({ path, problems }: { readonly path: string; readonly problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  return (
    <ul className="stack tight" id={problemsId(path)}>
      {problems.map((problem) => (
        <li key={problem.path + problem.code} className={`small ${toneOf(problem)}`}>
          {problem.message}
        </li>
      ))}
    </ul>
  );
}

const toneOf = ({ severity }: Problem): string => (severity === 'ERROR' ? 'problem' : 'warning');

const problemsId = (path: string): string => `${path}:problems`;

/** What tells a screen reader that a field is wrong, and why. */
export const told = (path: string, problems: readonly Problem[]) =>
  problems.length === 0
    ? {}
    : {
        'aria-invalid': problems.some(({ severity }) => severity === 'ERROR'),
        'aria-describedby': problemsId(path),
      };

interface ListProps {
  readonly problems: readonly Problem[];
  readonly onSeek: (path: string) => void;
}

/** Everything at once; each leads to its place. */
export function ProblemList({ problems, onSeek }: ListProps) {
  const t = useTexts(ruleWords);
  if (problems.length === 0) return null;
  return (
    <ul className="card stack tight" aria-label={t.problems}>
      {problems.map((problem) => (
        <li key={problem.path + problem.code} className="row">
          <button type="button" className="quiet problem-link" onClick={() => onSeek(problem.path)}>
            <span className={toneOf(problem)}>{problem.message}</span>
            <code className="soft small">{problem.path}</code>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** How many there are in a part; nothing where there are none. */
export function ProblemCount({ problems }: { readonly problems: readonly Problem[] }) {
  const t = useTexts(ruleWords);
  if (problems.length === 0) return null;
  const isWrong = problems.some(({ severity }) => severity === 'ERROR');
  return <span className={`tag ${isWrong ? 'bad' : 'warn'}`}>{t.count(problems.length)}</span>;
}
