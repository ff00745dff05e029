import { useTexts } from '../../../language/texts.js';
import { textOf } from '../../../rules/definition.js';
import { useEditing, usePlace } from '../../../rules/editing.js';
import {
  CheckField,
  ChoiceField,
  CodeField,
  Group,
  LabelFields,
  NumberField,
  SelectField,
  TextField,
} from '../../../rules/fields.js';
import { Items, SpanList } from '../../../rules/items.js';
import { JsonPart } from '../../../rules/json-part.js';
import { useConditions } from '../../../rules/options.js';
import { SpanField } from '../../../rules/span-field.js';
import { codesIn, withStageCode } from '../stages.js';
import { IdleRules } from './idle-rules.js';
import { useNamed, usePurposes, useStageOptions, useWho } from './options.js';
import { partWords } from './part-words.js';

/** All of one stage but what it is called, which stands in its row. */
export function StageForm({ path, index }: { readonly path: string; readonly index: number }) {
  const t = useTexts(partWords);
  const { change } = useEditing();
  return (
    <Group path={path}>
      <div className="stack">
        <CodeField
          path={`${path}.code`}
          label={t.code}
          onCode={(code) => change((before) => withStageCode(before, index, code))}
        />
        <LabelFields path={`${path}.standard`} label={t.standard} isLong />
        <ChoiceField path={`${path}.entryConditions`} label={t.entryConditions} options={useConditions()} />
        <Moves path={path} />
        <NextAction path={`${path}.nextAction`} />
        <IdleRules path={`${path}.idle`} />
        <Meaning path={path} />
        <JsonPart path={path} label={t.stageAsJson} />
      </div>
    </Group>
  );
}

function Moves({ path }: { readonly path: string }) {
  const t = useTexts(partWords);
  const own = textOf(usePlace(`${path}.code`).value);
  const mayGoTo = codesIn(usePlace(`${path}.mayGoTo`).value);
  const others = useStageOptions().filter(({ value }) => value !== own);
  return (
    <>
      <ChoiceField path={`${path}.mayGoTo`} label={t.mayGoTo} options={others} />
      <ChoiceField
        path={`${path}.needsApproval`}
        label={t.needsApproval}
        options={others.filter(({ value }) => mayGoTo.includes(value))}
      />
    </>
  );
}

function NextAction({ path }: { readonly path: string }) {
  const t = useTexts(partWords);
  const { value, set } = usePlace(path);
  const purposes = usePurposes();
  const who = useWho();
  const fresh = { code: purposes[0]?.value ?? '', purpose: { 'zh-CN': '', en: '' }, dueIn: 'P1D' };
  const isThere = value !== undefined;
  return (
    <Group path={path} legend={t.nextAction}>
      <label className="check">
        <input type="checkbox" checked={isThere} onChange={() => set(isThere ? undefined : fresh)} />
        {t.hasNextAction}
      </label>
      {isThere && (
        <>
          <div className="pair">
            <SelectField path={`${path}.code`} label={t.purpose} options={purposes} />
            <SelectField path={`${path}.by`} label={t.by} options={who} none={t.byOwner} />
            <SpanField path={`${path}.dueIn`} label={t.dueIn} />
          </div>
          <LabelFields path={`${path}.purpose`} label={t.purposeText} />
          <SpanList path={`${path}.remindBefore`} label={t.remindBefore} />
          <Items path={`${path}.remindAt`} label={t.remindAt} fresh={{ day: 2, time: '09:30' }}>
            {(item) => (
              <Group path={item}>
                <div className="pair">
                  <NumberField path={`${item}.day`} label={t.day} />
                  <TextField path={`${item}.time`} label={t.time} />
                </div>
              </Group>
            )}
          </Items>
        </>
      )}
    </Group>
  );
}

function Meaning({ path }: { readonly path: string }) {
  const t = useTexts(partWords);
  const outcomes = useNamed(['OPEN', 'WON', 'LOST', 'NEUTRAL']);
  const pools = useNamed(['PUBLIC', 'DORMANT']);
  const tasks = useNamed(['PAYMENT', 'DELIVERY']);
  return (
    <fieldset className="stack tight">
      <legend>{t.meaning}</legend>
      <CheckField path={`${path}.end`} label={t.end} />
      <div className="pair">
        <SelectField path={`${path}.outcome`} label={t.outcome} options={outcomes} none={t.outcomeByEnd} />
        <SelectField path={`${path}.toPool`} label={t.toPool} options={pools} none={t.noPool} />
        <TextField path={`${path}.funnelStep`} label={t.funnelStep} isOptional />
      </div>
      <p className="soft small">{t.meaningWhat}</p>
      <ChoiceField path={`${path}.opens`} label={t.opens} options={tasks} />
    </fieldset>
  );
}
