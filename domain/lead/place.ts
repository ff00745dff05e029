import { event, set, type Changes } from '../change.js';
import type { Call } from '../decision.js';
import { cancelled } from '../follow-up/cancel.js';
import { at, message } from '../message.js';
import { notify } from '../notify.js';
import type { MoveReason } from '../playbook/conditions.js';
import { poolFor, type Pool } from '../pool/pool.js';
import type { Placement } from './choose-owner.js';
import type { Lead, LeadFile } from './lead.js';
import { responseDueAt } from './response.js';
import type { Unplaced } from './unplaced.js';

/** Somebody who was chosen, and why. */
export type Chosen = Extract<Placement, { ownerId: string }>;

/** What stands around somebody's leads: their team, the people above, its playbook. */
export type LeadAround = Pick<
  LeadFile,
  'ownerTeam' | 'people' | 'pools' | 'playbook' | 'calendar' | 'followUpRules' | 'fields' | 'reasons' | 'response'
>;

/** Who was found and what stands around them; or nobody, and who is told of that. */
export type Place = { readonly chosen: Chosen; readonly around: LeadAround } | ({ readonly chosen: null } & Unplaced);

/** How a lead stands once somebody was chosen for it. */
export function standsWith({ ownerId, because }: Chosen, call: Call) {
  return {
    status: 'ASSIGNED' as const,
    ownerId,
    ownedSince: call.now,
    poolId: null,
    assignedBecause: because,
    disqualifyReason: null,
  };
}

/** The lead becomes the chosen one's, with the open follow-ups of whoever had it; they are told. */
export function givenTo(file: LeadFile, chosen: Chosen, call: Call): Changes {
  const { lead } = file;
  const passed = file.followUps.filter(({ ownerId }) => ownerId === lead.ownerId);
  return [
    set('Lead', lead.id, standsWith(chosen, call)),
    ...passed.map(({ id, version }) => set('FollowUp', id, { ownerId: chosen.ownerId, version: version + 1 })),
    ...assigned(lead, chosen),
  ];
}

/** What the log says of a choice, and whose turn moves on. */
export function assigned({ id, ownerId }: Pick<Lead, 'id' | 'ownerId'>, chosen: Chosen): Changes {
  const data = { ownerId: chosen.ownerId, from: ownerId === chosen.ownerId ? null : ownerId };
  return [event('LEAD_ASSIGNED', { leadId: id, rule: chosen.rule, data }), ...turnTaken(chosen)];
}

export function turnTaken({ turnOf, ownerId }: Chosen): Changes {
  return turnOf === null ? [] : [set('Team', turnOf, { lastAssignedId: ownerId })];
}

/** The new owner hears of it, and by when the first contact is due. */
export function tellChosen(file: LeadFile, call: Call): Changes {
  const { lead } = file;
  if (lead.ownerId === null || lead.ownerId === call.by?.id) return [];
  const params = { name: lead.name, company: lead.company ?? '' };
  const dueAt = responseDueAt(file);
  const body =
    dueAt === null
      ? message('NOTE_LEAD_YOURS_BODY', params)
      : message('NOTE_LEAD_ASSIGNED_BY_RULE_BODY', { ...params, due: at(dueAt) });
  const card = { kind: 'ASSIGNED' as const, title: message('NOTE_LEAD_ASSIGNED', params), body, level: 0 };
  return [notify(lead.ownerId, { ...card, leadId: lead.id }, call)];
}

/** Nobody owns the lead any more: open next steps end, and whoever is eligible may claim it. */
export function pooled(file: LeadFile, { reason, rule, note = null }: MoveReason, call: Call): Changes {
  const { lead } = file;
  const pool = leadPool(file);
  return [
    ...file.followUps.flatMap((followUp) => cancelled(followUp, 'POOLED', call)),
    set('Lead', lead.id, {
      status: 'POOLED',
      ownerId: null,
      ownedSince: null,
      lastOwnerId: lead.ownerId ?? lead.lastOwnerId,
      poolId: pool.id,
      disqualifyReason: null,
    }),
    event('LEAD_POOLED', {
      leadId: lead.id,
      rule,
      data: { poolId: pool.id, ownerId: lead.ownerId, reason, ...(note === null ? {} : { note }) },
    }),
  ];
}

/** Where leads of this team go that nobody owns. */
export function leadPool({ pools, ownerTeam }: Pick<LeadFile, 'pools' | 'ownerTeam'>): Pool {
  const pool = poolFor(pools, 'LEAD', ownerTeam?.id ?? null);
  if (!pool) throw new Error('There is no lead pool');
  return pool;
}

/** The file as it reads for whoever was chosen: their team, superiors and playbook; unchanged where nobody was. */
export function movedTo(file: LeadFile, place: Place | null): LeadFile {
  return place?.chosen ? { ...file, ...place.around } : file;
}
