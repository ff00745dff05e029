import { badInput, refuse, type Call, type Decision } from '../decision.js';
import { message } from '../message.js';
import { findStage, stageOf, type Playbook } from '../playbook/playbook.js';
import { decideAdvance, takesReason, type Move } from './advance.js';
import type { CustomerFile } from './customer.js';

/** No more are moved by one request. */
export const MOST_MOVED = 100;

export type MoveOfMany = Pick<Move, 'to' | 'reason' | 'note'>;

/** A stage or a reason that none of their playbooks knows is the caller's mistake, not any customer's. */
export function requireMoveOfSome(playbooks: readonly Playbook[], { to, reason }: MoveOfMany): void {
  if (playbooks.length === 0) return;
  const stages = playbooks.flatMap((playbook) => {
    const stage = findStage(playbook, to);
    return stage ? [{ playbook, stage }] : [];
  });
  if (stages.length === 0) throw badInput('to', message('UNKNOWN_STAGE', { code: to }));
  if (reason && !stages.some(({ playbook, stage }) => takesReason(playbook, stage, reason)))
    throw badInput('reason', message('UNKNOWN_REASON', { code: reason }));
}

/**
 * One of many, whose playbooks may differ: one that doesn't have the stage has no way there, and a reason that isn't in its list is none. Else
 * it is moved, or refused, like any other.
 */
export function decideAdvanceOfMany(file: CustomerFile, { reason, ...move }: MoveOfMany, call: Call): Decision {
  const { playbook, customer } = file;
  const to = findStage(playbook, move.to);
  const { mayGoTo: allowed } = stageOf(playbook, customer.stage);
  if (!to) return refuse({ code: 'TRANSITION_NOT_ALLOWED', from: customer.stage, to: move.to, allowed });
  return decideAdvance(file, { ...move, reason: reason && takesReason(playbook, to, reason) ? reason : null }, call);
}
