import { useMemo, useState } from 'react';
import { useLocation, useParams } from 'wouter';
import type { Refusal } from '../../../connection/refusal.js';
import { useAct, type ActOptions } from '../../../connection/use-act.js';
import { useAsk } from '../../../connection/use-ask.js';
import {
  AddPoolDocument,
  ChangePoolDocument,
  PoolListDocument,
  TeamsToChooseDocument,
  type PoolKind,
  type PoolShownFragment,
} from '../../../generated/operations.js';
import { useTexts } from '../../../language/texts.js';
import { CheckState } from '../../../rules/check-state.js';
import { EditingContext } from '../../../rules/editing.js';
import { ProblemList } from '../../../rules/problems.js';
import { showPlace } from '../../../rules/show-place.js';
import { useCheck } from '../../../rules/use-check.js';
import { changed, Choices, Field, Form, said } from '../../../ui/form.js';
import { instantIn } from '../../../ui/local-time.js';
import { NotFound, Shown } from '../../../ui/states.js';
import { useToasts } from '../../../ui/toasts.js';
import { closed, opened } from '../rules.js';
import { KINDS, poolRuleWords } from '../words.js';
import { ChangedMeanwhile } from './changed-meanwhile.js';
import { checkPool } from './check-pool.js';
import { Preview } from './preview.js';
import { RuleFields } from './rule-fields.js';

/** A pool that is changed, or a new one that begins as a copy of it. */
export default function PoolEditPage() {
  const { id, copy } = useParams();
  const asked = useAsk(PoolListDocument, {}, { fresh: true });
  const [beginning, setBeginning] = useState(0);
  return (
    <Shown asked={asked}>
      {({ pools }) => {
        const pool = pools.find((one) => one.id === id);
        if (!pool) return <NotFound />;
        return (
          <PoolEditor
            key={`${pool.id} ${beginning}`}
            now={pool}
            isNew={copy !== undefined}
            onStale={asked.refresh}
            onAnew={() => setBeginning(beginning + 1)}
          />
        );
      }}
    </Shown>
  );
}

interface Props {
  /** As it is by now; the editor goes on from how it was when it was opened. */
  readonly now: PoolShownFragment;
  readonly isNew: boolean;
  /** Somebody else was faster. */
  readonly onStale: () => unknown;
  readonly onAnew: () => void;
}

function PoolEditor({ now, isNew, onStale, onAnew }: Props) {
  const t = useTexts(poolRuleWords);
  const [pool] = useState(now);
  const { data } = useAsk(TeamsToChooseDocument, {});
  const [definition, change] = useState(() => opened(pool.rules));
  const [kind, setKind] = useState<PoolKind>(pool.kind);
  const [teamIds, setTeams] = useState<readonly string[]>(isNew ? [] : pool.teams.map((team) => team.id));
  const rules = useMemo(() => closed(definition), [definition]);
  const checking = useCheck(rules, checkPool);
  const { check, isCurrent } = checking;
  const { save, isSaving } = useSave(pool, isNew, onStale);
  const problems = check?.problems ?? [];
  const isReady = isCurrent && check?.valid === true;
  return (
    <EditingContext value={{ definition, change, problems }}>
      <div className="stack">
        <h1>{isNew ? t.newPool : t.rulesOf(pool.name)}</h1>
        {isNew && <p className="soft">{t.copyOf(pool.name)}</p>}
        <Form
          submit={isNew ? t.create : t.save}
          isBusy={isSaving || !isReady}
          onGiven={(given, places) =>
            save({ name: said(given, 'name'), kind, teamIds, rules, at: instantIn(said(given, 'at')) }, places)
          }
        >
          <div className="pair">
            <Field name="name" label={t.name}>
              {(field) => <input {...field} required maxLength={100} defaultValue={isNew ? '' : pool.name} />}
            </Field>
            {isNew && (
              <Field name="kind" label={t.kind}>
                {(field) => (
                  <select {...field} value={kind} onChange={({ target }) => setKind(target.value as PoolKind)}>
                    {KINDS.map((one) => (
                      <option key={one} value={one}>
                        {t[one]}
                      </option>
                    ))}
                  </select>
                )}
              </Field>
            )}
          </div>
          <Choices
            name="teamIds"
            label={t.teams}
            hint={t.teamsHint}
            options={(data?.teams ?? []).map(({ id, name }) => ({ value: id, text: name }))}
            chosen={teamIds}
            onChange={setTeams}
          />
          <RuleFields kind={kind} />
          <CheckState checking={checking} />
          <ProblemList problems={problems} onSeek={showPlace} />
          {!isNew && (
            <>
              <Preview poolId={pool.id} rules={rules} teamIds={teamIds} isReady={isReady} />
              <Field name="at" label={t.at} hint={t.atHint}>
                {(field) => <input {...field} type="datetime-local" />}
              </Field>
              {now.version !== pool.version && <ChangedMeanwhile now={now} onAnew={onAnew} />}
            </>
          )}
        </Form>
      </div>
    </EditingContext>
  );
}

interface Wanted extends ReturnType<typeof asShown> {
  readonly kind: PoolKind;
  readonly at: string | null;
}

const asShown = ({ name, teams, rules }: PoolShownFragment) => ({
  name,
  teamIds: teams.map(({ id }) => id) as readonly string[],
  rules: closed(opened(rules)),
});

/** Saves a pool and goes back to the list of them. */
function useSave(pool: PoolShownFragment, isNew: boolean, onStale: () => unknown) {
  const t = useTexts(poolRuleWords);
  const toasts = useToasts();
  const [, navigate] = useLocation();
  const [add, isAdding] = useAct(AddPoolDocument);
  const [update, isUpdating] = useAct(ChangePoolDocument);
  const onRefused = ({ code }: Refusal): boolean => {
    const isStale = code === 'VERSION_CONFLICT';
    if (isStale) onStale();
    return isStale;
  };
  const save = async ({ name, kind, teamIds, rules, at }: Wanted, places: ActOptions) => {
    if (!confirm(at ? t.surePlan : t.sure)) return;
    const changes = changed(asShown(pool), { name, teamIds, rules });
    const saved = isNew
      ? await add({ input: { name, kind, teamIds, rules } }, places)
      : await update({ input: { poolId: pool.id, version: pool.version, at, ...changes } }, { ...places, onRefused });
    if (!saved) return;
    toasts.show({ tone: 'good', text: at ? t.isPlanned : t.saved });
    navigate('/pool-rules');
  };
  return { save, isSaving: isAdding || isUpdating };
}
