import { pendingApproval, type Approval } from '../approval/approval.js';
import { dueAfter } from '../calendar.js';
import { add, set } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import { enterStage } from '../customer/enter-stage.js';
import { NOT_BEGUN } from '../deadline/chain.js';
import { findStage } from '../playbook/playbook.js';
import { moveRefusal, needsApproval } from '../playbook/transitions.js';
import type { Logged } from './past.js';
import type { Replayed, Scene } from './replay.js';

/** Somebody asked a superior to keep the customer, or for a move: on the draft as well, or the draft lets them move by themself; where it doesn't let them at all, there is nothing to ask for. */
export function requestReplayed(file: CustomerFile, { data }: Logged, { past, act, setting, call }: Scene): Replayed {
  const row = past.approvals.find(({ id }) => id === data['approvalId']);
  if (!row || file.customer.ownerId === null) return { changes: [] };
  const asked = () => ({ changes: [add('Approval', askedAnew(file, row, data['approverId'] as string, call.now))] });
  if (row.kind === 'OBJECTION') return asked();
  const to = findStage(file.playbook, row.to);
  if (!to || file.customer.stage === to.code) return { changes: [] };
  const move = { reason: row.reason, note: row.requestNote, rule: null };
  if (moveRefusal(file, to, null, move)) return { changes: [] };
  if (!needsApproval(file, to, setting.personAs(act.actorId))) return { changes: enterStage(file, to, move, call) };
  return asked();
}

function askedAnew({ customer, playbook, calendar }: CustomerFile, row: Approval, approverId: string, now: Date) {
  return {
    ...row,
    ...UNDECIDED,
    ...NOT_BEGUN,
    approverId,
    from: customer.stage,
    to: row.kind === 'OBJECTION' ? customer.stage : row.to,
    ownerId: customer.ownerId!,
    playbookId: customer.playbookId,
    dueAt: dueAfter(now, playbook.approval.within, 'CLOCK', calendar),
  };
}

/** How a request stands that nobody has decided yet. */
export const UNDECIDED = {
  outcome: 'PENDING',
  decidedAt: null,
  decidedById: null,
  note: null,
} as const satisfies Partial<Approval>;

/** What became of it. One that came to nothing because of something else that was done comes to nothing on the draft by itself, if at all. */
export function verdictReplayed(file: CustomerFile, { data }: Logged, { act, call }: Scene): Replayed {
  const pending = pendingApproval(file);
  const isVoid = data['outcome'] === 'VOID' && act.entries.length > 1;
  if (pending?.id !== data['approvalId'] || isVoid) return { changes: [] };
  const outcome = data['outcome'] as Approval['outcome'];
  return { changes: [set('Approval', pending!.id, { outcome, decidedAt: call.now })] };
}
