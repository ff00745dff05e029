import { useState } from 'react';
import { useAct } from '../../../connection/use-act.js';
import { MoveOverDocument, type FollowingFragment } from '../../../generated/operations.js';
import { useTexts } from '../../../language/texts.js';
import { useToasts } from '../../../ui/toasts.js';
import type { StageRead } from '../stages.js';
import { foreseen, type Foreseen } from './foreseen.js';
import { moveOverWords } from './move-over-words.js';
import { TeamOptions } from './team-options.js';

interface Props {
  readonly playbookId: string;
  readonly stages: readonly StageRead[];
  readonly teams: readonly FollowingFragment[];
}

interface Choice {
  readonly teamId: string;
  /** Which stage stands for one that this version doesn’t have. */
  readonly stageMap: Readonly<Record<string, string>>;
}

const NOBODY: Choice = { teamId: '', stageMap: {} };

/** Customers whom a team has already, taken over to this version; first it is said what would become of them. */
export function MoveOver({ playbookId, stages, teams }: Props) {
  const t = useTexts(moveOverWords);
  const toasts = useToasts();
  const [act, isBusy] = useAct(MoveOverDocument);
  const [choice, setChoice] = useState(NOBODY);
  const [seen, setSeen] = useState<Foreseen | null>(null);
  const [lacking, setLacking] = useState<Foreseen['stayingIn']>(new Map());
  const ask = async (chosen: Choice, dryRun: boolean) => {
    const answer = await act({ input: { ...chosen, playbookId, dryRun } });
    return answer && foreseen(answer.items);
  };
  const look = async (chosen: Choice) => {
    setChoice(chosen);
    setSeen(null);
    const found = chosen.teamId === '' ? null : await ask(chosen, true);
    setSeen(found);
    return found;
  };
  const chooseTeam = async (teamId: string) => {
    setLacking(new Map());
    setLacking((await look({ teamId, stageMap: {} }))?.stayingIn ?? new Map());
  };
  const chooseStage = (code: string, to: string) => {
    const { [code]: _, ...others } = choice.stageMap;
    return look({ ...choice, stageMap: to === '' ? others : { ...others, [code]: to } });
  };
  const move = async () => {
    const team = teams.find(({ id }) => id === choice.teamId);
    if (!seen || !team || !confirm(t.sure(seen.going, team.name))) return;
    const done = await ask(choice, false);
    if (done) toasts.show({ tone: 'good', text: t.moved(done.going) });
    await chooseTeam(choice.teamId);
  };
  return (
    <div className="stack tight">
      <p className="soft small">{t.what}</p>
      <div>
        <select
          className="short"
          aria-label={t.whose}
          disabled={isBusy}
          value={choice.teamId}
          onChange={({ target }) => void chooseTeam(target.value)}
        >
          <TeamOptions teams={teams} />
        </select>
      </div>
      <div className="stack tight" role="status">
        {isBusy && <p className="soft small">{t.looking}</p>}
        {seen && <p>{seen.going + seen.staying === 0 ? t.nobody : t.foreseen(seen.going, seen.staying)}</p>}
      </div>
      {[...lacking].map(([code, count]) => (
        <label key={code}>
          {t.standsFor(code, count)}
          <select
            value={choice.stageMap[code] ?? ''}
            disabled={isBusy}
            onChange={({ target }) => void chooseStage(code, target.value)}
          >
            <option value="">{t.stay}</option>
            {stages.map(({ path, code: to, name }) => (
              <option key={path} value={to}>
                {name}
              </option>
            ))}
          </select>
        </label>
      ))}
      {seen && seen.going > 0 && (
        <div>
          <button type="button" disabled={isBusy} onClick={() => void move()}>
            {t.move(seen.going)}
          </button>
        </div>
      )}
    </div>
  );
}
