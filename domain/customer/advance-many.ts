import { badInput, refuse, type Call, type Decision } from '../decision.js';
import { message } from '../message.js';
import { findStage, reasonAskedBy, stageOf } from '../playbook/playbook.js';
import { unknownReason, type ReasonSettings } from '../reason/choose.js';
import { offeredReasons } from '../reason/reason.js';
import { decideAdvance, noReasonAsked, takesReason, type Move } from './advance.js';
import type { CustomerFile } from './customer.js';

/** No more are moved by one request. */
export const MOST_MOVED = 100;

export type MoveOfMany = Pick<Move, 'to' | 'reason' | 'note'>;

/** A stage or a reason that none of their playbooks knows is the caller's mistake, not any customer's. */
export function requireMoveOfSome({ playbooks, reasons }: ReasonSettings, { to, reason }: MoveOfMany): void {
  if (playbooks.length === 0) return;
  const stages = playbooks.flatMap((playbook) => {
    const stage = findStage(playbook, to);
    return stage ? [{ playbook, reasons, stage }] : [];
  });
  if (stages.length === 0) throw badInput('to', message('UNKNOWN_STAGE', { code: to }));
  if (!reason || stages.some((one) => takesReason(one, one.stage, reason))) return;
  const allowed = stages.flatMap((one) => {
    const kind = reasonAskedBy(one.stage);
    return kind === null ? [] : offeredReasons(one, kind).map(({ code }) => code);
  });
  throw allowed.length > 0 ? unknownReason(reason, [...new Set(allowed)]) : noReasonAsked(stages[0]!.stage);
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
  return decideAdvance(file, { ...move, reason: reason && takesReason(file, to, reason) ? reason : null }, call);
}
