import { useTexts } from '../../../language/texts.js';
import { recordOf, textOf } from '../../../rules/definition.js';
import { usePlace } from '../../../rules/editing.js';
import { ChoiceField, Group, SelectField } from '../../../rules/fields.js';
import { Items } from '../../../rules/items.js';
import { useConditions, useSince } from '../../../rules/options.js';
import { Problems, told } from '../../../rules/problems.js';
import { SpanField } from '../../../rules/span-field.js';
import { useStageOptions, useWho } from './options.js';
import { partWords } from './part-words.js';

const FRESH = { for: 'P7D', since: 'LAST_INTERACTION', then: { escalateTo: 'TEAM_LEAD' } };

/** What silence does in a stage. */
export function IdleRules({ path }: { readonly path: string }) {
  const t = useTexts(partWords);
  const conditions = useConditions();
  const since = useSince();
  return (
    <Items path={path} label={t.idle} fresh={FRESH}>
      {(rule) => (
        <Group path={rule}>
          <div className="pair">
            <SpanField path={`${rule}.for`} label={t.idleFor} />
            <SelectField path={`${rule}.since`} label={t.since} options={since} />
            <ThenField path={`${rule}.then`} />
          </div>
          <ChoiceField path={`${rule}.unless`} label={t.unless} options={conditions} />
        </Group>
      )}
    </Items>
  );
}

/** One effect: the system moves the customer, or tells somebody. */
function ThenField({ path }: { readonly path: string }) {
  const t = useTexts(partWords);
  const { value, set, allProblems } = usePlace(path);
  const stages = useStageOptions();
  const who = useWho();
  const { moveTo, escalateTo } = recordOf(value);
  const given = moveTo === undefined ? `escalateTo ${textOf(escalateTo)}` : `moveTo ${textOf(moveTo)}`;
  const known = [...stages.map((one) => `moveTo ${one.value}`), ...who.map((one) => `escalateTo ${one.value}`)];
  const choose = (chosen: string) => {
    const [effect, code] = chosen.split(' ') as [string, string];
    set({ [effect]: code });
  };
  return (
    <div>
      <label>
        {t.then}
        <select id={path} value={given} onChange={({ target }) => choose(target.value)} {...told(path, allProblems)}>
          {!known.includes(given) && <option value={given}>{given.split(' ')[1]}</option>}
          <optgroup label={t.moveTo}>
            {stages.map((stage) => (
              <option key={stage.value} value={`moveTo ${stage.value}`}>
                {t.movesTo(stage.text)}
              </option>
            ))}
          </optgroup>
          <optgroup label={t.escalateTo}>
            {who.map((one) => (
              <option key={one.value} value={`escalateTo ${one.value}`}>
                {t.tells(one.text)}
              </option>
            ))}
          </optgroup>
        </select>
      </label>
      <Problems path={path} problems={allProblems} />
    </div>
  );
}
