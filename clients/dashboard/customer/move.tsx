import { useOptimistic, useState, useTransition } from 'react';
import type { Refusal } from '../connection/refusal.js';
import { useAct } from '../connection/use-act.js';
import { AdvanceDocument, type CustomerFileFragment } from '../generated/operations.js';
import { useTexts } from '../language/texts.js';
import { Refused } from '../ui/refused.js';
import { useToasts } from '../ui/toasts.js';
import { MoveForm, type MoveInput } from './move-form.js';
import { customerWords } from './words.js';

interface Props {
  readonly customer: CustomerFileFragment;
  readonly mayMove: boolean;
  readonly onFollowUp: () => void;
  /** Asks for the customer anew; done when what it is now is shown. */
  readonly onChanged: () => Promise<unknown>;
}

/** The stage, and where it may go from here. A move is shown at once, and undone with the reason when it is refused. */
export function Move({ customer, mayMove, onFollowUp, onChanged }: Props) {
  const t = useTexts(customerWords);
  const toasts = useToasts();
  const [advance] = useAct(AdvanceDocument);
  const [to, setTo] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isMoving, startMove] = useTransition();
  const [stage, showStage] = useOptimistic(customer.stage);
  const onTheWay = customer.transitions.filter(({ blockedBy }) => mayMove && blockedBy !== 'TRANSITION_NOT_ALLOWED');
  const transition = onTheWay.find((one) => one.to.code === to);

  const move = (input: MoveInput) =>
    startMove(async () => {
      const target = transition!.to;
      setRefusal(null);
      if (!transition!.needsApproval) showStage(target);
      const payload = await advance(
        { input: { customerId: customer.id, to: target.code, version: customer.version, ...input } },
        { onRefused: (why) => (setRefusal(why), true) },
      );
      // What is shown while it is asked ends with the answer: a refused move is undone before anything else is waited for.
      if (!payload) return void onChanged();
      await onChanged();
      setTo(null);
      const isAsked = payload.customer?.stage.code !== target.code;
      toasts.show({ tone: 'good', text: isAsked ? t.asked : t.moved(target.label) });
    });

  return (
    <section className="card stack" aria-labelledby="move-title">
      <div className="row spread">
        <h2 id="move-title">{t.stage}</h2>
        <span className={`tag stage ${isMoving ? 'warn' : 'accent'}`} aria-live="polite" data-testid="stage">
          {stage.label}
          {isMoving && <span className="small"> · {t.moving}</span>}
        </span>
      </div>
      {customer.pendingApproval && <p className="notice warn">{t.pending(customer.pendingApproval.to.label)}</p>}
      {onTheWay.length > 0 && (
        <div className="chips" role="group" aria-label={t.moveTo}>
          {onTheWay.map(({ to: target, reachable, unmet, needsApproval }) => (
            <button
              key={target.code}
              type="button"
              className="chip"
              aria-pressed={to === target.code}
              disabled={isMoving}
              onClick={() => (setRefusal(null), setTo(to === target.code ? null : target.code))}
            >
              → {target.label}
              {!reachable && unmet.length > 0 && <small>{` ${t.blocked} ${unmet.length}`}</small>}
              {needsApproval && <small> {t.needsApproval}</small>}
            </button>
          ))}
        </div>
      )}
      {refusal && <Refused refusal={refusal}>{t.notMoved}</Refused>}
      {transition && (
        <MoveForm
          key={transition.to.code}
          customer={customer}
          transition={transition}
          isMoving={isMoving}
          onMove={move}
          onFollowUp={onFollowUp}
          onChanged={onChanged}
        />
      )}
    </section>
  );
}
