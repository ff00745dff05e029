import { useAsk } from '../../../connection/use-ask.js';
import { StagesToFilterByDocument, type PoolKind } from '../../../generated/operations.js';
import { useTexts } from '../../../language/texts.js';
import { CheckField, ChoiceField, Group, NumberField, SelectField, type Option } from '../../../rules/fields.js';
import { Items, SpanList } from '../../../rules/items.js';
import { JsonPart } from '../../../rules/json-part.js';
import { useConditions, useSince } from '../../../rules/options.js';
import { SpanField } from '../../../rules/span-field.js';
import { ruleWords } from '../../../rules/words.js';
import { poolRuleWords } from '../words.js';

/** Everything that pools’ rules say; only what public pools take back has rules for that. */
export function RuleFields({ kind }: { readonly kind: PoolKind }) {
  const t = useTexts(poolRuleWords);
  const stages = useStages();
  return (
    <div className="stack" id="definition" tabIndex={-1}>
      {kind === 'PUBLIC' && <TakingBack stages={stages} />}
      <Claiming stages={stages} />
      <JsonPart path="" label={t.asJson} />
    </div>
  );
}

interface Props {
  readonly stages: readonly Option[];
}

function TakingBack({ stages }: Props) {
  const t = useTexts(poolRuleWords);
  const words = useTexts(ruleWords);
  const since = useSince();
  const conditions = useConditions();
  return (
    <section className="card stack">
      <h2>{t.takingBack}</h2>
      <p className="soft small">{t.emptyIsNone}</p>
      <Items path="reclaim" label={t.reclaim} fresh={{ idleFor: 'P5D', since: 'LAST_ACTIVITY' }}>
        {(rule) => (
          <Group path={rule}>
            <div className="pair">
              <SpanField path={`${rule}.idleFor`} label={t.idleFor} />
              <SelectField path={`${rule}.since`} label={t.since} options={since} />
            </div>
            <details>
              <summary className="small">{t.forWhom}</summary>
              <div className="stack tight">
                <ChoiceField path={`${rule}.stages`} label={t.stages} options={stages} />
                <ChoiceField path={`${rule}.when`} label={t.when} options={conditions} />
                <ChoiceField path={`${rule}.unless`} label={t.unless} options={conditions} />
              </div>
            </details>
          </Group>
        )}
      </Items>
      <div className="pair">
        <SelectField
          path="calendar"
          label={t.calendar}
          options={(['WORKING', 'CLOCK'] as const).map((value) => ({ value, text: words[value] }))}
        />
        <SpanField path="longestHold" label={t.longestHold} isOptional />
        <SpanField path="unclaimed.for" label={t.unclaimed} isOptional />
      </div>
      <SpanList path="warnBefore" label={t.warnBefore} />
      <ChoiceField
        path="exempt"
        label={t.exempt}
        options={(['WON_WITH_OPEN_PAYMENTS', 'PROTECTED'] as const).map((value) => ({ value, text: t[value] }))}
      />
    </section>
  );
}

function Claiming({ stages }: Props) {
  const t = useTexts(poolRuleWords);
  return (
    <section className="card stack">
      <h2>{t.claiming}</h2>
      <p className="soft small">{t.emptyIsNone}</p>
      <div className="pair">
        <NumberField path="dailyClaimLimit" label={t.dailyClaimLimit} />
        <NumberField path="holdingCap" label={t.holdingCap} />
        <SpanField path="coolDown" label={t.coolDown} isOptional />
        <SelectField
          path="coolDownFor"
          label={t.coolDownFor}
          options={(['LAST_OWNER', 'ANY_EARLIER_OWNER'] as const).map((value) => ({ value, text: t[value] }))}
        />
        <SpanField path="embargo" label={t.embargo} isOptional />
        <SpanField path="firstContactWithin" label={t.firstContactWithin} isOptional />
      </div>
      <Group path="suspension" legend={t.suspension}>
        <div className="pair">
          <NumberField path="suspension.misses" label={t.misses} />
          <SpanField path="suspension.missesWithin" label={t.missesWithin} isOptional />
          <SpanField path="suspension.for" label={t.suspendedFor} isOptional />
        </div>
      </Group>
      <ChoiceField path="holdingCapExcludes" label={t.holdingCapExcludes} options={stages} />
      <CheckField path="maskContacts" label={t.maskContacts} />
    </section>
  );
}

/** The stages of every playbook there is. */
function useStages(): readonly Option[] {
  const { data } = useAsk(StagesToFilterByDocument, {});
  const all = data?.playbooks.flatMap(({ stages }) => stages.map(({ code, label }) => [code, label] as const));
  return [...new Map(all)].map(([value, text]) => ({ value, text }));
}
