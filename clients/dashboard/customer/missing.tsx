import type { FormEvent, ReactNode } from 'react';
import { useAct } from '../connection/use-act.js';
import {
  ChangeContactDocument,
  ConfirmInvoiceDetailsDocument,
  ConfirmReceiptDocument,
  SignDocument,
  type CustomerFileFragment,
  type MissingFactFragment,
} from '../generated/operations.js';
import { useTimeZone } from '../connection/viewer.js';
import { dayAt, startOfDayIn } from '../language/days.js';
import { useTexts } from '../language/texts.js';
import { ContractForm } from './contract-form.js';
import { FACT_FIELDS, factOf } from './fact-fields.js';
import { customerWords } from './words.js';

interface Props {
  readonly customer: CustomerFileFragment;
  readonly unmet: MissingFactFragment;
  readonly onFollowUp: () => void;
  readonly onChanged: () => Promise<unknown>;
}

/** One thing that has to be there before a move, and the form of the mutation that brings it. */
export function Missing({ customer, unmet, onFollowUp, onChanged }: Props) {
  return (
    <fieldset className="stack tight missing">
      <legend>{unmet.message}</legend>
      <FormFor customer={customer} unmet={unmet} onFollowUp={onFollowUp} onChanged={onChanged} />
    </fieldset>
  );
}

function FormFor({ customer, unmet, onFollowUp, onChanged }: Props) {
  const t = useTexts(customerWords);
  switch (unmet.guide.mutation) {
    case 'attachContract':
      return <ContractForm customer={customer} onChanged={onChanged} />;
    case 'confirmInvoice':
      return <InvoiceForm customer={customer} onChanged={onChanged} />;
    case 'signContract':
      return <SigningForm customer={customer} onChanged={onChanged} />;
    case 'confirmQuoteReceipt':
      return <ReceiptForm customer={customer} onChanged={onChanged} />;
    case 'updateCustomer':
      return <ContactForm customer={customer} fields={unmet.guide.fields} onChanged={onChanged} />;
    case 'recordFollowUp':
      return (
        <button type="button" onClick={onFollowUp}>
          {t.goFollowUp}
        </button>
      );
    default:
      return <p className="soft small">{unmet.guide.title}</p>;
  }
}

type Part = Pick<Props, 'customer' | 'onChanged'>;

/** A small form of its own: what it is given is sent, and what it brought shows by itself. */
function Brief({
  label,
  isBusy,
  onGiven,
  children,
}: {
  readonly label: string;
  readonly isBusy: boolean;
  readonly onGiven: (given: FormData) => Promise<unknown>;
  readonly children?: ReactNode;
}) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void onGiven(new FormData(event.currentTarget));
  };
  return (
    <form className="brief" onSubmit={submit}>
      {children}
      <button type="submit" disabled={isBusy}>
        {label}
      </button>
    </form>
  );
}

function InvoiceForm({ customer, onChanged }: Part) {
  const t = useTexts(customerWords);
  const [confirm, isBusy] = useAct(ConfirmInvoiceDetailsDocument);
  const send = async (given: FormData) => {
    const [title, taxNumber] = [given.get('title') as string, given.get('taxNumber') as string];
    if (await confirm({ input: { customerId: customer.id, title, taxNumber } })) await onChanged();
  };
  return (
    <Brief label={t.confirmInvoice} isBusy={isBusy} onGiven={send}>
      <label className="small">
        {t.invoiceTitle}
        <input name="title" required defaultValue={customer.facts.invoice?.title ?? customer.company ?? ''} />
      </label>
      <label className="small">
        {t.taxNumber}
        <input name="taxNumber" required defaultValue={customer.facts.invoice?.taxNumber ?? ''} />
      </label>
    </Brief>
  );
}

function SigningForm({ customer, onChanged }: Part) {
  const t = useTexts(customerWords);
  const timeZone = useTimeZone();
  const [sign, isBusy] = useAct(SignDocument);
  const send = async (given: FormData) => {
    const signedAt = startOfDayIn(given.get('signedAt') as string, timeZone).toISOString();
    const input = { customerId: customer.id, amount: given.get('amount') as string, signedAt };
    if (await sign({ input })) await onChanged();
  };
  return (
    <Brief label={t.sign} isBusy={isBusy} onGiven={send}>
      <label className="small">
        {t.amount}
        <input
          name="amount"
          type="number"
          inputMode="decimal"
          min="0"
          step="0.01"
          required
          defaultValue={customer.facts.quotes[0]?.amount}
        />
      </label>
      <label className="small">
        {t.signedAt}
        <input name="signedAt" type="date" required defaultValue={dayAt(new Date(), timeZone)} />
      </label>
    </Brief>
  );
}

function ReceiptForm({ customer, onChanged }: Part) {
  const t = useTexts(customerWords);
  const [confirm, isBusy] = useAct(ConfirmReceiptDocument);
  const quote = customer.facts.quotes[0];
  const send = async () => {
    if (quote && (await confirm({ input: { quoteId: quote.id } }))) await onChanged();
  };
  return <Brief label={t.confirmReceived} isBusy={isBusy} onGiven={send} />;
}

function ContactForm({ customer, fields, onChanged }: Part & { readonly fields: readonly string[] }) {
  const t = useTexts(customerWords);
  const timeZone = useTimeZone();
  const [change, isBusy] = useAct(ChangeContactDocument);
  const send = async (given: FormData) => {
    const typed = [...given.entries()].filter(([, value]) => value !== '');
    const values = Object.fromEntries(
      typed.map(([field, value]) => [field, factOf(field, value as string, timeZone)] as const),
    );
    if (await change({ input: { customerId: customer.id, version: customer.version, ...values } })) await onChanged();
  };
  return (
    <Brief label={t.save} isBusy={isBusy} onGiven={send}>
      {fields.flatMap((field) => {
        const known = FACT_FIELDS[field];
        return known ? (
          <label key={field} className="small">
            {t[known.text]}
            <input name={field} type={known.type} inputMode={known.inputMode} step="any" />
          </label>
        ) : (
          []
        );
      })}
    </Brief>
  );
}
