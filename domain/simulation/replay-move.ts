import { add, after, set, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import { enterStage } from '../customer/enter-stage.js';
import { MIGRATION_RULE, stageVisit } from '../customer/stage-visit.js';
import { cancelled } from '../follow-up/cancel.js';
import { nextActionOf } from '../follow-up/next-action.js';
import { labelIn, message, type Label, type Message } from '../message.js';
import type { MoveReason } from '../playbook/conditions.js';
import { findStage, stageOf, type Playbook, type StageDefinition } from '../playbook/playbook.js';
import { moveRefusal, needsApproval } from '../playbook/transitions.js';
import type { Refusal } from '../refusal.js';
import type { Logged } from './past.js';
import { happened } from './recorded.js';
import type { Replayed, Scene } from './replay.js';

/** A person's move, asked for on the draft. One to where the draft has the customer already needs none; the system's own are left out. */
export function moveReplayed(file: CustomerFile, entry: Logged, scene: Scene): Replayed {
  const { act, call, past } = scene;
  const { to: code, reason, note } = entry.data as { to: string; reason: string | null; note: string | null };
  if (entry.rule === MIGRATION_RULE) return migrated(file, entry, scene);
  if (entry.rule !== null || file.customer.stage === code) return { changes: [] };
  const to = findStage(file.playbook, code);
  const isOverride = 'override' in entry.data;
  if (!to)
    return isOverride
      ? putOffDraft(file, entry, scene)
      : { changes: [], refused: [message('UNKNOWN_STAGE', { code })] };
  const move = { reason, note, rule: null };
  const because = isOverride ? null : refusedBecause(file, to, move, scene);
  if (because) return { changes: [], refused: because };
  const planned = act.entries.slice(0, act.entries.indexOf(entry)).filter(({ type }) => type === 'FOLLOW_UP_PLANNED');
  const hasNextPlan = planned.some(({ data }) =>
    past.followUps.some((one) => one.id === data['followUpId'] && one.stage === null),
  );
  return { changes: enterStage(file, to, { ...move, hasNextPlan }, call) };
}

/** Under another version it stood in another stage, without anything having happened to it: so it does on the draft, where that has the stage. */
function migrated(file: CustomerFile, { data }: Logged, { call }: Scene): Replayed {
  const to = findStage(file.playbook, data['to'] as string);
  if (!to || to.code === file.customer.stage || file.customer.ownerId === null) return { changes: [] };
  const stands = [
    ...leaving(file, { call }),
    set('Customer', file.customer.id, { stage: to.code, stageEnteredAt: call.now }),
    add('StageVisit', stageVisit(file, to, call)),
  ];
  return { changes: [...stands, ...nextActionOf(after(file, stands), to, call)] };
}

const leaving = ({ followUps }: CustomerFile, { call }: Pick<Scene, 'call'>): Changes =>
  followUps.filter(({ stage }) => stage !== null).flatMap((one) => cancelled(one, 'STAGE_LEFT', call));

/** A manager put the customer where it really stood: past edges, conditions and approvals, and on the draft past its stages. */
function putOffDraft(file: CustomerFile, entry: Logged, scene: Scene): Replayed {
  return { changes: [...leaving(file, scene), ...happened(file, entry)] };
}

function refusedBecause(
  file: CustomerFile,
  to: StageDefinition,
  move: MoveReason,
  { act, setting }: Scene,
): readonly Message[] | null {
  if (file.customer.ownerId === null) return [inPool(file)];
  const refusal = moveRefusal(file, to, null, move);
  if (refusal) return becauseOf(file.playbook, refusal);
  const isApproved = act.entries.some(({ type, data }) => type === 'APPROVAL_DECIDED' && data['approved'] === true);
  const isAsked = !isApproved && needsApproval(file, to, setting.personAs(act.actorId));
  return isAsked ? [message('APPROVAL_REQUIRED')] : null;
}

const inPool = ({ customer, pools }: CustomerFile): Message =>
  message('SIMULATED_IN_POOL', { pool: pools.find(({ id }) => id === customer.poolId)?.name ?? '' });

function becauseOf(playbook: Playbook, refusal: Refusal): readonly Message[] {
  if ('unmet' in refusal) return refusal.unmet.map((unmet) => unmet.message);
  if (refusal.code !== 'TRANSITION_NOT_ALLOWED') return [message(refusal.code)];
  const { from, to, allowed } = refusal;
  const names = allowed.map((code) => stageOf(playbook, code).label);
  const params = { from: stageOf(playbook, from).label, to: stageOf(playbook, to).label, allowed: listed(names) };
  return [message(allowed.length > 0 ? 'TRANSITION_NOT_ALLOWED' : 'SIMULATED_NO_WAY', params)];
}

const listed = (names: readonly Label[]): Label => ({
  'zh-CN': names.map((name) => labelIn(name, 'ZH_CN')).join('、'),
  en: names.map((name) => labelIn(name, 'EN')).join(', '),
});
