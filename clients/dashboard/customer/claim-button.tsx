import { startTransition, useOptimistic, useState } from 'react';
import { useAct } from '../connection/use-act.js';
import { ClaimDocument } from '../generated/operations.js';
import { useTexts } from '../language/texts.js';
import { useToasts } from '../ui/toasts.js';
import { customerWords } from './words.js';

interface Props {
  readonly customer: { readonly id: string; readonly name: string };
  readonly onDone: () => unknown;
}

/** Takes a customer out of a pool, which shows at once; whoever comes too late, or took enough, is told so, and it is undone. */
export function ClaimButton({ customer: { id, name }, onDone }: Props) {
  const t = useTexts(customerWords);
  const toasts = useToasts();
  const [claim] = useAct(ClaimDocument);
  const [isMine, setMine] = useState(false);
  const [isTaken, showTaken] = useOptimistic(isMine);
  const take = () =>
    startTransition(async () => {
      showTaken(true);
      const payload = await claim({ input: { customerId: id } });
      if (payload) {
        setMine(true);
        toasts.show({ tone: 'good', text: t.claimed(name) });
      }
      void onDone();
    });
  return (
    <button
      type="button"
      className={isTaken ? '' : 'primary'}
      disabled={isTaken}
      aria-label={`${isTaken ? t.taken : t.claim} ${name}`}
      onClick={take}
    >
      {isTaken ? t.taken : t.claim}
    </button>
  );
}
