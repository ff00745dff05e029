import { voided } from '../approval/in-line.js';
import { pendingApproval } from '../approval/approval.js';
import { add, after, event, set, type Changes } from '../change.js';
import type { Call } from '../decision.js';
import { cancelled } from '../follow-up/cancel.js';
import { nextActionOf } from '../follow-up/next-action.js';
import { findStage, outcomeOf, stageOf, type Playbook, type StageDefinition } from '../playbook/playbook.js';
import type { Refusal } from '../refusal.js';
import { inLine } from '../settle.js';
import type { CustomerFile } from './customer.js';
import { MIGRATION_RULE, stageVisit } from './stage-visit.js';

/** Which version customers go to, and which of its stages stands for which of theirs; a stage of the same code needs no word. */
export interface Migration {
  readonly playbook: Playbook;
  readonly stageMap: Readonly<Record<string, string>>;
}

export type Migrated = { readonly changes: Changes } | { readonly refusal: Refusal };

/**
 * A customer goes on under another version of the rules: it stands in the stage that corresponds to its own, with that one's next action and
 * timers, whose clocks begin anew; nobody loses it because the rules changed overnight. Migrating is no move: conditions aren't asked, and
 * nothing is won, lost or reopened by it.
 */
export function migrated(file: CustomerFile, migration: Migration, call: Call): Migrated {
  const { customer } = file;
  const { playbook } = migration;
  if (customer.playbookId === playbook.id) return { changes: [] };
  const to = counterpart(file, migration);
  if (!to) return { refusal: noCounterpart(file, migration) };
  const approval = pendingApproval(file);
  const ended = approval ? voided(file, approval, call) : [];
  const stands = [...ended, ...standsIn(file, to, playbook, call)];
  const changes = [...stands, ...actions({ ...after(file, stands), playbook }, customer.stage, to, call)];
  return { changes: inLine(file, changes, call, { under: playbook }) };
}

/** The stage that stands for the customer's: one that means the same for reports and payments. */
function counterpart({ customer, playbook }: CustomerFile, migration: Migration): StageDefinition | undefined {
  const stage = findStage(migration.playbook, migration.stageMap[customer.stage] ?? customer.stage);
  const outcome = outcomeOf(stageOf(playbook, customer.stage));
  return stage && outcomeOf(stage) === outcome ? stage : undefined;
}

function noCounterpart({ customer, playbook }: CustomerFile, migration: Migration): Refusal {
  const outcome = outcomeOf(stageOf(playbook, customer.stage));
  const allowed = migration.playbook.definition.stages.filter((stage) => outcomeOf(stage) === outcome);
  return {
    code: 'TRANSITION_NOT_ALLOWED',
    from: customer.stage,
    to: migration.stageMap[customer.stage] ?? customer.stage,
    allowed: allowed.map(({ code }) => code),
  };
}

/** The history keeps both: the stay under the old version ends, one under the new begins. */
function standsIn(file: CustomerFile, to: StageDefinition, playbook: Playbook, call: Call): Changes {
  const { customer, visit } = file;
  const { id: customerId, stage } = customer;
  const told = { customerId, rule: MIGRATION_RULE };
  const { reason = null, note = null } = visit ?? {};
  const cause = { from: null, fromEnteredAt: null, rule: MIGRATION_RULE, reason, note };
  return [
    ...(visit ? [set('StageVisit', visit.id, { leftAt: call.now })] : []),
    add('StageVisit', stageVisit({ customer: { ...customer, playbookId: playbook.id } }, to, call, cause)),
    set('Customer', customerId, { playbookId: playbook.id, stage: to.code, stageEnteredAt: call.now }),
    to.code === stage
      ? event('CUSTOMER_CHANGED', told)
      : event('CUSTOMER_MOVED', { ...told, data: { from: stage, to: to.code, reason: null, note: null } }),
  ];
}

/** The stage's own action goes on where the new version asks for the same; else its own takes its place. What people planned stays. */
function actions(file: CustomerFile, left: string, to: StageDefinition, call: Call): Changes {
  const own = file.followUps.filter(({ stage }) => stage !== null);
  const stays = own.filter(({ purposeCode }) => to.code === left && purposeCode === to.nextAction?.code);
  const ended = own.filter((one) => !stays.includes(one));
  const isOwed = ended.length > 0 || file.followUps.length === 0;
  const next = isOwed && !to.end && stays.length === 0 ? nextActionOf(file, to, call) : [];
  return [...ended.flatMap((followUp) => cancelled(followUp, 'STAGE_LEFT', call)), ...next];
}
