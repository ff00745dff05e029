import { add, type Changes } from '../change.js';
import { refuse, type Call, type Decision } from '../decision.js';
import type { StageDefinition } from '../playbook/playbook.js';
import type { Refusal, RefusalCode } from '../refusal.js';
import { refuseFor } from '../settle.js';
import type { CustomerFile } from './customer.js';

/** That a customer wasn't let into a stage: the rules that turn many away are looked at once a month. */
export interface RefusedMove {
  readonly id: string;
  readonly customerId: string;
  readonly playbookId: string;
  readonly from: string;
  readonly to: string;
  readonly code: RefusalCode;
  readonly ownerId: string | null;
  readonly byId: string | null;
  readonly at: Date;
}

/** Only these say that the playbook keeps a customer out; what wants approval is asked for, and whoever has no right tells nothing of a stage. */
const KEPT_OUT: ReadonlySet<RefusalCode> = new Set(['TRANSITION_NOT_ALLOWED', 'CONDITIONS_UNMET']);

/** Refuses a move, and remembers that it was: with what happened all the same, else alone, which is no news of the customer. */
export function refuseMove(
  file: CustomerFile,
  { to, refusal }: { readonly to: StageDefinition; readonly refusal: Refusal },
  happened: Changes,
  call: Call,
  answer: Readonly<Record<string, string>> = {},
): Decision {
  const refused = KEPT_OUT.has(refusal.code) ? [add('RefusedMove', refusedMove(file, to, refusal, call))] : [];
  if (happened.length > 0) return refuseFor(file, refusal, [...happened, ...refused], call, answer);
  return refuse(refusal, refused.length > 0 ? { changes: refused, answer: {} } : undefined);
}

function refusedMove({ customer }: CustomerFile, to: StageDefinition, { code }: Refusal, call: Call): RefusedMove {
  const { id: customerId, playbookId, stage: from, ownerId } = customer;
  const byId = call.by?.id ?? null;
  return {
    id: call.newId('RefusedMove'),
    customerId,
    playbookId,
    from,
    to: to.code,
    code,
    ownerId,
    byId,
    at: call.now,
  };
}
