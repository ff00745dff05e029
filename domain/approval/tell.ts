import type { Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import type { Call } from '../decision.js';
import { message, type Message } from '../message.js';
import { notify, notifyOrStandIn } from '../notify.js';
import { findStage, reasonAskedBy, type ReasonKind } from '../playbook/playbook.js';
import { labelOfReason } from '../reason/reason.js';
import type { Approval } from './approval.js';
import { WORDS } from './words.js';

/** Those who may decide hear of it at once. */
export function tellApprovers(file: CustomerFile, approval: Approval, to: readonly string[], call: Call): Changes {
  const card = {
    kind: 'APPROVAL' as const,
    title: message(WORDS[approval.kind].asked, namesIn(file, approval)),
    body: bodyAsked(file, approval),
    level: 0,
    customerId: approval.customerId,
    subject: approval.id,
  };
  return to.map((recipientId) => notify(recipientId, card, call));
}

/** Whoever asked hears what became of it, unless they brought it about themself. */
export function tellAsker(file: CustomerFile, approval: Approval, call: Call): Changes {
  if (approval.outcome === 'PENDING' || approval.requestedById === call.by?.id) return [];
  const { ended, said } = WORDS[approval.kind];
  const [title, body] = ended[approval.outcome]!;
  const params = { ...namesIn(file, approval), note: approval.note ?? '' };
  const card = {
    kind: 'APPROVAL' as const,
    title: message(title, params),
    body: message(saysWhy(approval) ? said : body, params),
    level: 0,
    customerId: approval.customerId,
    subject: approval.id,
  };
  return [notifyOrStandIn(file.people, approval.requestedById, card, call)];
}

/** What the superior wrote says more than that it was decided; but not why the move could not be made. */
const saysWhy = ({ note, outcome }: Approval): boolean => note !== null && outcome !== 'MOVE_REFUSED';

function bodyAsked(file: CustomerFile, approval: Approval): Message {
  const { kind, reason, requestNote } = approval;
  const list = askedBy(file, approval.to);
  const given = reason === null || list === null ? undefined : labelOfReason(file, list, reason);
  const params = { ...namesIn(file, approval), reason: given ?? '', note: requestNote ?? '' };
  if (kind === 'OBJECTION') return message('NOTE_OBJECTION_NOTE', params);
  if (given) return message(requestNote === null ? 'NOTE_APPROVAL_REASON' : 'NOTE_APPROVAL_REASON_NOTE', params);
  return message(requestNote === null ? 'NOTE_APPROVAL_BODY' : 'NOTE_APPROVAL_NOTE', params);
}

function askedBy({ playbook }: CustomerFile, code: string): ReasonKind | null {
  const stage = findStage(playbook, code);
  return stage ? reasonAskedBy(stage) : null;
}

/** The stages by the playbook that the customer was in: it may be another one by now. */
function namesIn({ customer, playbook }: CustomerFile, { from, to }: Approval) {
  const label = (code: string) => findStage(playbook, code)?.label ?? code;
  return { customer: customer.name, from: label(from), to: label(to) };
}
