import type { FormEvent } from 'react';
import { useAsk } from '../connection/use-ask.js';
import { useAct } from '../connection/use-act.js';
import { GiveBackDocument, ReasonsForDocument } from '../generated/operations.js';
import { useTexts } from '../language/texts.js';
import { ReasonFields } from '../ui/reason-fields.js';
import { useToasts } from '../ui/toasts.js';
import { customerWords } from './words.js';

interface Props {
  readonly customer: { readonly id: string };
  readonly onDone: () => unknown;
}

/** Gives a customer back to the pool, with a reason. */
export function GiveBack({ customer: { id }, onDone }: Props) {
  const t = useTexts(customerWords);
  const toasts = useToasts();
  const { data } = useAsk(ReasonsForDocument, { kind: 'RELEASE' as const, customerId: id });
  const [release, isBusy] = useAct(GiveBackDocument);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const note = given.get('note') as string | null;
    const reason = given.get('reason') as string;
    if (await release({ input: { customerId: id, reason, ...(note && { note }) } }))
      toasts.show({ tone: 'good', text: t.givenBack });
    onDone();
  };
  return (
    <details className="card">
      <summary>{t.giveBack}</summary>
      <form className="stack inset" onSubmit={(event) => void submit(event)}>
        <ReasonFields reasons={data?.reasons ?? []} />
        <button type="submit" disabled={isBusy}>
          {t.giveBack}
        </button>
      </form>
    </details>
  );
}
