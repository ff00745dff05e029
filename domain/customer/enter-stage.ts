import { add, after, event, set, type Changes } from '../change.js';
import { dealLost, dealOpened } from '../deal/begin.js';
import type { Call } from '../decision.js';
import { cancelled } from '../follow-up/cancel.js';
import { nextActionOf } from '../follow-up/next-action.js';
import { firstStage, type StageDefinition } from '../playbook/playbook.js';
import type { PassedOver } from '../playbook/transitions.js';
import type { CustomerFile } from './customer.js';
import { enterPool, type PoolCause } from './enter-pool.js';
import { activity } from './facts.js';
import { leaving, stageVisit } from './stage-visit.js';

export interface Entry extends PoolCause {
  readonly note: string | null;
  /** A person planned the next step with the move: it takes the place of the stage's own. */
  readonly hasNextPlan?: boolean;
  /** A manager put the customer here, past what is named. */
  readonly overridden?: PassedOver;
}

/** Leaves the old stage and enters the new one: history, the next action, or the pool where the stage leads to one. */
export function enterStage(file: CustomerFile, to: StageDefinition, entry: Entry, call: Call): Changes {
  const moved = [...leaveStage(file, call), ...stand(file, to, entry, call)];
  const standing = after(file, moved);
  if (to.toPool) return [...moved, ...enterPool(standing, to.toPool, entry, call)];
  return entry.hasNextPlan ? moved : [...moved, ...nextActionOf(standing, to, call)];
}

/** A stage's own open next action ends with it; what people planned stays. */
function leaveStage(file: CustomerFile, call: Call): Changes {
  const own = file.followUps.filter((followUp) => followUp.stage !== null);
  const closed = file.visit ? [set('StageVisit', file.visit.id, { leftAt: call.now })] : [];
  return [...closed, ...own.flatMap((followUp) => cancelled(followUp, 'STAGE_LEFT', call))];
}

function stand(file: CustomerFile, to: StageDefinition, entry: Entry, call: Call): Changes {
  const { customer, playbook } = file;
  const byPerson = call.by === null ? {} : activity(customer, call.now);
  const restart = to.code === firstStage(playbook).code ? newCycle(call) : {};
  const lossReason = to.outcome === 'LOST' ? entry.reason : null;
  return [
    add('StageVisit', stageVisit(file, to, call, { ...entry, ...leaving(file) })),
    set('Customer', customer.id, { stage: to.code, stageEnteredAt: call.now, lossReason, ...byPerson, ...restart }),
    ...dealOpened(file, to, call),
    ...dealLost(file, to),
    event('CUSTOMER_MOVED', {
      customerId: customer.id,
      rule: entry.rule,
      data: movedData(customer.stage, to.code, entry),
    }),
  ];
}

const movedData = (from: string, to: string, { reason, note, overridden }: Entry) => ({
  from,
  to,
  reason,
  note,
  ...(overridden && { override: overridden }),
});

/** What was agreed before is history: the sale begins anew. */
const newCycle = ({ now }: Call) => ({
  cycleStartedAt: now,
  invoiceConfirmedAt: null,
  signedAt: null,
  firstPaidAt: null,
});
