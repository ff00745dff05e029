import { add, event, set, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import { activity } from '../customer/facts.js';
import { accept, type Call, type Decision } from '../decision.js';
import { message } from '../message.js';
import { notify } from '../notify.js';
import { poolFor, type Pool } from '../pool/pool.js';
import { acceptFor } from '../settle.js';
import { foldCompany, identitiesOf, type Identity, type PlatformIds } from './identity.js';
import type { Lead, LeadFile, Touch } from './lead.js';
import { boundedPayload } from './payload.js';
import type { LeadScore } from './scoring.js';

/** What arrived through a source, already normalised. */
export interface Arrival {
  readonly source: { readonly id: string; readonly channel: string; readonly defaultTags: readonly string[] };
  readonly externalId: string | null;
  readonly name: string | null;
  readonly company: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly wechat: string | null;
  readonly platformIds?: PlatformIds;
  readonly productInterest: string | null;
  readonly region: string | null;
  readonly campaign: string | null;
  readonly tags: readonly string[];
  readonly message: string | null;
  readonly payload: Readonly<Record<string, unknown>> | null;
}

/** Somebody new becomes a lead in the lead pool, with score and identities. */
export function decideCapture(
  arrival: Arrival,
  known: { identities: readonly Identity[]; score: LeadScore; pools: readonly Pool[] },
  call: Call,
): Decision {
  const pool = poolFor(known.pools, 'LEAD', null);
  if (!pool) throw new Error('There is no lead pool');
  const lead = newLead(arrival, known.score, pool, call);
  const touch = newTouch(arrival, { leadId: lead.id, customerId: null }, call);
  const changes: Changes = [
    add('Lead', lead),
    { identities: known.identities, of: { leadId: lead.id } },
    add('Touch', touch),
    event('LEAD_CAPTURED', {
      leadId: lead.id,
      data: { sourceId: arrival.source.id, touchId: touch.id, score: lead.score },
    }),
    event('LEAD_POOLED', { leadId: lead.id, data: { poolId: pool.id } }),
  ];
  return accept(changes, { leadId: lead.id, touchId: touch.id });
}

/** Somebody who is already a lead left another trace: a touch, and a notice to the owner. */
export function decideTouchLead(file: LeadFile, arrival: Arrival, call: Call): Decision {
  const { lead } = file;
  const touch = newTouch(arrival, { leadId: lead.id, customerId: null }, call);
  const changes: Changes = [
    add('Touch', touch),
    { alsoKnownBy: identitiesOf(arrival.platformIds ?? {}), of: { leadId: lead.id } },
    set('Lead', lead.id, activity(lead, call.now)),
    event('LEAD_TOUCHED', { leadId: lead.id, data: { touchId: touch.id, sourceId: arrival.source.id } }),
    ...noticeTo(lead.ownerId, { name: lead.name, leadId: lead.id, customerId: null }, call),
  ];
  return acceptFor(file, changes, call, { leadId: null, duplicateOfLeadId: lead.id, touchId: touch.id });
}

/** A customer left another trace: an inbound touch is interaction, and the owner hears of it. */
export function decideTouchCustomer(file: CustomerFile, arrival: Arrival, call: Call): Decision {
  const { customer } = file;
  const touch = newTouch(arrival, { leadId: null, customerId: customer.id }, call);
  const changes: Changes = [
    add('Touch', touch),
    { alsoKnownBy: identitiesOf(arrival.platformIds ?? {}), of: { customerId: customer.id } },
    set('Customer', customer.id, { ...activity(customer, call.now), lastInteractionAt: call.now }),
    event('LEAD_TOUCHED', { customerId: customer.id, data: { touchId: touch.id, sourceId: arrival.source.id } }),
    ...noticeTo(customer.ownerId, { name: customer.name, leadId: null, customerId: customer.id }, call),
  ];
  return acceptFor(file, changes, call, { customerId: null, duplicateOfCustomerId: customer.id, touchId: touch.id });
}

function noticeTo(
  ownerId: string | null,
  about: { name: string; leadId: string | null; customerId: string | null },
  call: Call,
): Changes {
  if (ownerId === null) return [];
  const { name, leadId, customerId } = about;
  const card = {
    kind: 'DUPLICATE' as const,
    title: message('NOTE_TOUCHED', { name }),
    body: message('NOTE_TOUCHED_BODY', { name }),
    level: 0,
  };
  return [notify(ownerId, { ...card, leadId, customerId }, call)];
}

function newTouch(arrival: Arrival, of: Pick<Touch, 'leadId' | 'customerId'>, call: Call): Touch {
  const { source, externalId } = arrival;
  const payload = boundedPayload(arrival.payload);
  return { id: call.newId('Touch'), sourceId: source.id, ...of, externalId, at: call.now, payload };
}

function newLead(arrival: Arrival, { score, reasons }: LeadScore, pool: Pool, call: Call): Lead {
  const { source, externalId: _, payload: __, platformIds: ___, ...given } = arrival;
  return {
    ...given,
    id: call.newId('Lead'),
    version: 1,
    status: 'POOLED',
    name: given.name ?? given.company ?? given.phone ?? given.email ?? given.wechat ?? '',
    sourceId: source.id,
    channel: source.channel,
    tags: [...new Set([...source.defaultTags, ...given.tags])],
    score,
    scoreReasons: reasons,
    ownerId: null,
    ownedSince: null,
    poolId: pool.id,
    assignedBecause: null,
    receivedAt: call.now,
    firstContactAt: null,
    lastActivityAt: null,
    nextContactAt: null,
    customerId: null,
    disqualifyReason: null,
    companyFolded: given.company === null ? null : foldCompany(given.company),
    lastOwnerId: null,
    consentedAt: null,
    optedOutAt: null,
    mergedIntoId: null,
    updatedAt: call.now,
  };
}
