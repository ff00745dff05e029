import { after, type Changes } from '../change.js';
import { badInput, within, type Call, type Decision } from '../decision.js';
import { message } from '../message.js';
import { findStage, reasonAskedBy, type Playbook, type StageDefinition } from '../playbook/playbook.js';
import { moveRefusal } from '../playbook/transitions.js';
import { requireOffered } from '../reason/choose.js';
import { findOffered, type ReasonSetting } from '../reason/reason.js';
import { acceptFor } from '../settle.js';
import type { CustomerFile } from './customer.js';
import { enterStage } from './enter-stage.js';
import { recordFacts, type Facts } from './facts.js';
import { quoteGiven, type NewQuote } from './quote.js';
import { refuseMove } from './refused-move.js';

export interface Move {
  readonly to: string;
  readonly reason?: string | null;
  readonly note?: string | null;
  readonly facts?: Facts | null;
  readonly quote?: NewQuote | null;
}

/**
 * Moves a customer to another stage if its owner asks, the playbook has that edge, and the stage's conditions are met. Where it may not move,
 * the facts and the quote that came along are recorded all the same: they have happened.
 */
export function decideAdvance(file: CustomerFile, move: Move, call: Call): Decision {
  const to = requireStage(file.playbook, move.to, 'to');
  requireReason(file, to, move.reason ?? null);
  const given = givenWithMove(file, move, call);
  const ready = after(file, given);
  const why = { reason: move.reason ?? null, note: move.note?.trim() || null, rule: null };
  const refusal = moveRefusal(ready, to, call.by, why);
  if (refusal) return refuseMove(file, { to, refusal }, given, call);
  const entered = enterStage(ready, to, why, call);
  return acceptFor(file, [...given, ...entered], call, {});
}

/** The stage with this code; a code the playbook doesn't have is the caller's mistake. */
export function requireStage(playbook: Playbook, code: string, field: string): StageDefinition {
  const stage = findStage(playbook, code);
  if (!stage) throw badInput(field, message('UNKNOWN_STAGE', { code }));
  return stage;
}

/** A reason is one of the list that the stage asks for; stages that ask for none take none. */
export function requireReason(setting: ReasonSetting, to: StageDefinition, reason: string | null): void {
  if (reason === null) return;
  const kind = reasonAskedBy(to);
  if (kind === null) throw noReasonAsked(to);
  requireOffered(setting, kind, reason);
}

export const noReasonAsked = (to: StageDefinition) =>
  badInput('reason', message('NO_REASON_ASKED', { stage: to.label }));

export function takesReason(setting: ReasonSetting, to: StageDefinition, reason: string): boolean {
  const kind = reasonAskedBy(to);
  return kind !== null && findOffered(setting, kind, reason) !== undefined;
}

/** The facts and the quote that came along: they have happened, whatever becomes of the move. */
export function givenWithMove(file: CustomerFile, move: Move, call: Call): Changes {
  const { facts: said } = move;
  const facts = said ? within('facts', () => recordFacts(file, said, call)) : [];
  return [...facts, ...quoteGiven(after(file, facts), move.quote, call)];
}
