import type { CustomerFile } from '../customer/customer.js';
import { enterStage } from '../customer/enter-stage.js';
import { labelIn, message, type Label, type Message } from '../message.js';
import { findStage, stageOf, type Playbook } from '../playbook/playbook.js';
import { moveRefusal } from '../playbook/transitions.js';
import type { Refusal } from '../refusal.js';
import type { Logged } from './past.js';
import type { Replayed, Scene } from './replay.js';

/** A person's move, asked for on the draft. One to where the draft has the customer already needs none; the system's own are left out. */
export function moveReplayed(file: CustomerFile, entry: Logged, { act, call, past }: Scene): Replayed {
  const { to: code, reason, note } = entry.data as { to: string; reason: string | null; note: string | null };
  if (entry.rule !== null || file.customer.stage === code) return { changes: [] };
  const to = findStage(file.playbook, code);
  if (!to) return { changes: [], refused: [message('UNKNOWN_STAGE', { code })] };
  if (file.customer.ownerId === null) return { changes: [], refused: [inPool(file)] };
  const move = { reason, note, rule: null };
  const isOverride = 'override' in entry.data;
  const refusal = isOverride ? null : moveRefusal(file, to, null, move);
  if (refusal) return { changes: [], refused: becauseOf(file.playbook, refusal) };
  const planned = act.entries.slice(0, act.entries.indexOf(entry)).filter(({ type }) => type === 'FOLLOW_UP_PLANNED');
  const hasNextPlan = planned.some(({ data }) =>
    past.followUps.some((one) => one.id === data['followUpId'] && one.stage === null),
  );
  return { changes: enterStage(file, to, { ...move, hasNextPlan }, call) };
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
