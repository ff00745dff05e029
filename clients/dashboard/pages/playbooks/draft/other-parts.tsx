import type { ReactNode } from 'react';
import { useTexts } from '../../../language/texts.js';
import { isIn } from '../../../rules/definition.js';
import { useEditing } from '../../../rules/editing.js';
import { LabelFields, SelectField, TextField } from '../../../rules/fields.js';
import { SpanList } from '../../../rules/items.js';
import { JsonPart } from '../../../rules/json-part.js';
import { ProblemCount } from '../../../rules/problems.js';
import { SpanField } from '../../../rules/span-field.js';
import { ruleWords } from '../../../rules/words.js';
import { CodedList, StepList } from './lists.js';
import { partWords } from './part-words.js';

const REASON_KINDS = ['LOSS', 'PAUSE', 'RELEASE', 'DISQUALIFY', 'CANCEL'] as const;

/** What isn’t about one stage. */
export function OtherParts() {
  const t = useTexts(partWords);
  const rules = useTexts(ruleWords);
  return (
    <>
      <Part title={t.general} paths={['key', 'label', 'calendar', 'escalation']}>
        <LabelFields path="label" label={t.label} />
        <div className="pair">
          <TextField path="key" label={t.key} />
          <SelectField
            path="calendar"
            label={t.calendar}
            options={[{ value: 'WORKING', text: rules.WORKING }]}
            none={rules.CLOCK}
          />
        </div>
        <p className="soft small">{t.keyWhat}</p>
        <StepList path="escalation" label={t.escalation} />
      </Part>
      <Part title={t.lists} paths={['purposes', 'goals', 'reasons']}>
        <CodedList path="purposes" label={t.purposes} />
        <CodedList path="goals" label={t.goals} />
        <p className="soft small">{t.asShipped}</p>
        {REASON_KINDS.map((kind) => (
          <CodedList key={kind} path={`reasons.${kind}`} label={t[kind]} asksForNote />
        ))}
      </Part>
      <Part title={t.deal} paths={['deal', 'approval']}>
        <p className="soft small">{t.asShipped}</p>
        <div className="pair">
          <SpanField path="deal.askReceiptAfter" label={t.askReceiptAfter} isOptional />
          <SpanField path="deal.reviewWithin" label={t.reviewWithin} isOptional />
          <SpanField path="deal.payment.planWithin" label={t.planWithin} isOptional />
          <SpanField path="deal.delivery.handOverWithin" label={t.handOverWithin} isOptional />
          <SpanField path="approval.within" label={t.approvalWithin} isOptional />
        </div>
        <SpanList path="deal.payment.remindBefore" label={t.remindOfPayment} />
        <StepList path="deal.payment.escalation" label={t.paymentEscalation} />
        <CodedList path="deal.delivery.checklist" label={t.checklist} />
        <StepList path="approval.escalation" label={t.approvalEscalation} />
      </Part>
      <section className="card" id="definition" tabIndex={-1}>
        <JsonPart path="" label={t.wholeAsJson} />
      </section>
    </>
  );
}

interface PartProps {
  readonly title: string;
  /** What of the definition is in it. */
  readonly paths: readonly string[];
  readonly children: ReactNode;
}

function Part({ title, paths, children }: PartProps) {
  const { problems } = useEditing();
  const own = problems.filter(({ path }) => paths.some((place) => isIn(path, place)));
  return (
    <details className="card">
      <summary>
        {title} <ProblemCount problems={own} />
      </summary>
      <div className="stack inset">{children}</div>
    </details>
  );
}
