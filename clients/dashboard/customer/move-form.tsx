import type { FormEvent } from 'react';
import type { AdvanceCustomerInput, CustomerFileFragment, UnmetOfMoveFragment } from '../generated/operations.js';
import { useTimeZone } from '../connection/viewer.js';
import { useTexts } from '../language/texts.js';
import { ReasonFields } from '../ui/reason-fields.js';
import { Missing } from './missing.js';
import { FACT_FIELDS, factOf } from './fact-fields.js';
import { customerWords } from './words.js';

export type MoveInput = Pick<AdvanceCustomerInput, 'facts' | 'quote' | 'reason' | 'note'>;

interface Props {
  readonly customer: CustomerFileFragment;
  readonly transition: UnmetOfMoveFragment;
  readonly isMoving: boolean;
  readonly onMove: (input: MoveInput) => void;
  readonly onFollowUp: () => void;
  readonly onChanged: () => Promise<unknown>;
}

/** What a move still asks for, each to be given in its place; what can come with the move goes with it. */
export function MoveForm({ customer, transition, isMoving, onMove, onFollowUp, onChanged }: Props) {
  const t = useTexts(customerWords);
  const timeZone = useTimeZone();
  const { to, reasons, unmet, asksForReview } = transition;
  const before = unmet.filter(({ givenWithMove }) => !givenWithMove);
  const withMove = unmet.filter(({ givenWithMove, field }) => givenWithMove && field !== 'reason');
  const needsFollowUp = withMove.some(({ field }) => field === 'followUp');
  const isHeldUp =
    before.length > 0 || needsFollowUp || withMove.some(({ guide }) => guide.mutation === 'confirmQuoteReceipt');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onMove(inputFrom(new FormData(event.currentTarget), timeZone));
  };
  return (
    <div className="stack inset">
      {unmet.length > 0 && <p className="soft">{t.missing}</p>}
      {before.map((one) => (
        <Missing key={one.code} customer={customer} unmet={one} onFollowUp={onFollowUp} onChanged={onChanged} />
      ))}
      {withMove
        .filter(({ guide, field }) => guide.mutation === 'confirmQuoteReceipt' || field === 'followUp')
        .map((one) => (
          <Missing key={one.code} customer={customer} unmet={one} onFollowUp={onFollowUp} onChanged={onChanged} />
        ))}
      <form className="stack" onSubmit={submit}>
        <GivenWithMove unmet={withMove} />
        {reasons.length > 0 && <ReasonFields reasons={reasons} />}
        {asksForReview && (
          <label>
            {t.note}
            <textarea name="note" rows={2} maxLength={2000} />
          </label>
        )}
        <button type="submit" className="primary" disabled={isMoving || isHeldUp}>
          {isMoving ? t.moving : t.confirmMove(to.label)}
        </button>
      </form>
    </div>
  );
}

function GivenWithMove({ unmet }: { readonly unmet: UnmetOfMoveFragment['unmet'] }) {
  const t = useTexts(customerWords);
  const quoteFields = unmet.filter(({ guide }) => guide.mutation === 'recordQuote').map(({ field }) => field);
  return (
    <>
      {unmet
        .filter(({ guide }) => guide.mutation === 'updateCustomer')
        .map(({ code, message, guide }) => (
          <fieldset key={code} className="stack tight">
            <legend>{message}</legend>
            {guide.fields.map((field) => {
              const known = FACT_FIELDS[field];
              return (
                <label key={field} className="small">
                  {known ? t[known.text] : guide.title}
                  <input
                    name={`facts.${field}`}
                    type={known?.type ?? 'text'}
                    inputMode={known?.inputMode}
                    step="any"
                    required={guide.fields.length === 1}
                  />
                </label>
              );
            })}
          </fieldset>
        ))}
      {quoteFields.length > 0 && (
        <fieldset className="stack tight">
          <legend>{t.quotes}</legend>
          <label className="small">
            {t.amount}
            <input name="quote.amount" type="number" inputMode="decimal" min="0" step="0.01" required />
          </label>
          <label className="check">
            <input
              name="quote.receiptConfirmed"
              type="checkbox"
              required={quoteFields.includes('quote.receiptConfirmed')}
            />
            {t.received}
          </label>
        </fieldset>
      )}
    </>
  );
}

function inputFrom(given: FormData, timeZone: string): MoveInput {
  const text = (name: string) => ((given.get(name) as string | null) ?? '').trim();
  const facts: Record<string, unknown> = {};
  const customFields: Record<string, unknown> = {};
  for (const [name, value] of given.entries()) {
    if (!name.startsWith('facts.') || value === '') continue;
    const field = name.slice('facts.'.length);
    if (field.startsWith('customFields.')) customFields[field.slice('customFields.'.length)] = value;
    else facts[field] = factOf(field, value as string, timeZone);
  }
  if (Object.keys(customFields).length > 0) facts['customFields'] = customFields;
  const amount = text('quote.amount');
  return {
    ...(Object.keys(facts).length > 0 && { facts }),
    ...(amount && { quote: { amount, receiptConfirmed: given.has('quote.receiptConfirmed') } }),
    ...(text('reason') && { reason: text('reason') }),
    ...(text('note') && { note: text('note') }),
  };
}
