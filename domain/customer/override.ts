import { after } from '../change.js';
import { refuse, type Call, type Decision } from '../decision.js';
import { subjectRefusal } from '../follow-up/rights.js';
import { reasonAskedBy, stageOf, type StageDefinition } from '../playbook/playbook.js';
import { passedOver } from '../playbook/transitions.js';
import { reasonAsked, reasonRefusal, type Chosen } from '../reason/choose.js';
import type { Refusal } from '../refusal.js';
import { acceptFor, refuseFor } from '../settle.js';
import { givenWithMove, requireStage, type Move } from './advance.js';
import type { CustomerFile } from './customer.js';
import { enterStage } from './enter-stage.js';

/**
 * A manager puts a customer where it really stands, past edges, conditions and approvals, and says why. It lands like any other move: with
 * the stage's next action and timers, and with its deal. What was passed over stays in the log.
 */
export function decideOverride(file: CustomerFile, move: Move, call: Call): Decision {
  const to = requireStage(file.playbook, move.to, 'to');
  const reason = move.reason?.trim() || null;
  const unexplained =
    reason === null ? reasonAsked('overrideStage') : listedRefusal(file, to, { code: reason, note: move.note });
  const refusal = subjectRefusal(file, call);
  if (refusal) return refuse(refusal);
  const given = givenWithMove(file, move, call);
  const ready = after(file, given);
  const blocked = unexplained ?? standsThere(file, to);
  if (blocked) return refuseFor(file, blocked, given, call, {});
  const overridden = passedOver(ready, to, { reason, rule: null });
  const entry = { reason, rule: null, note: move.note?.trim() || null, overridden };
  return acceptFor(file, [...given, ...enterStage(ready, to, entry, call)], call, {});
}

/** Where the stage asks for a reason of a list, it is one of that; else it is said in words. */
function listedRefusal(file: CustomerFile, to: StageDefinition, chosen: Chosen): Refusal | null {
  const kind = reasonAskedBy(to);
  return kind && reasonRefusal(file, kind, chosen, 'overrideStage');
}

/** Where it stands already it needn't be put. */
function standsThere({ customer, playbook }: CustomerFile, to: StageDefinition): Refusal | null {
  if (to.code !== customer.stage) return null;
  const others = playbook.definition.stages.map(({ code }) => code).filter((code) => code !== customer.stage);
  return { code: 'TRANSITION_NOT_ALLOWED', from: stageOf(playbook, customer.stage).code, to: to.code, allowed: others };
}
