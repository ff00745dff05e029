import { event, set, type Changes } from '../change.js';
import { badInput, notFound, refuse, type Call, type Decision } from '../decision.js';
import { message } from '../message.js';
import { notifyOrStandIn } from '../notify.js';
import type { Person } from '../people.js';
import { mayAssignTo } from '../policy.js';
import { acceptFor } from '../settle.js';
import { isOpen, type LeadFile } from './lead.js';

/** A superior gives a lead to somebody of their people, who is told at once. Open follow-ups go along. */
export function decideAssignLead(file: LeadFile, to: Person, call: Call): Decision {
  if (call.by !== null && !mayAssignTo(call.by, to)) throw notFound('ownerId');
  if (!to.active) throw badInput('ownerId', message('USER_INACTIVE'));
  if (!isOpen(file.lead)) return refuse({ code: 'ALREADY_CLOSED' });
  if (file.lead.ownerId === to.id) return acceptFor(file, [], call, {});
  const { lead } = file;
  const because = message('BECAUSE_ASSIGNED_BY_HAND');
  const changes: Changes = [
    set('Lead', lead.id, {
      status: 'ASSIGNED',
      ownerId: to.id,
      ownedSince: call.now,
      poolId: null,
      assignedBecause: because,
    }),
    ...file.followUps.map((followUp) =>
      set('FollowUp', followUp.id, { ownerId: to.id, version: followUp.version + 1 }),
    ),
    event('LEAD_ASSIGNED', { leadId: lead.id, data: { ownerId: to.id, from: lead.ownerId } }),
  ];
  return acceptFor(file, to.id === call.by?.id ? changes : [...changes, told(file, to, call)], call, {});
}

function told({ lead, people }: LeadFile, to: Person, call: Call) {
  const params = { name: lead.name, company: lead.company ?? '' };
  const card = {
    kind: 'ASSIGNED' as const,
    title: message('NOTE_LEAD_ASSIGNED', params),
    body: message('NOTE_LEAD_ASSIGNED_BODY', params),
  };
  return notifyOrStandIn(people, to.id, { ...card, level: 0, leadId: lead.id }, call);
}
