import { add, after, event, set, type Changes } from '../change.js';
import type { CustomValues } from '../custom-field/custom-field.js';
import type { CustomerFile } from '../customer/customer.js';
import { activity } from '../customer/facts.js';
import { accept, type Call, type Decision } from '../decision.js';
import { message } from '../message.js';
import { notifyOrStandIn } from '../notify.js';
import type { Pool } from '../pool/pool.js';
import { acceptFor, settled } from '../settle.js';
import { customerCameBack, isUnattended, leadCameBack, type ComeBack } from './came-back.js';
import { heldOf } from '../standing.js';
import { foldCompany, identitiesOf, type ContactDetails, type Identity, type PlatformIds } from './identity.js';
import type { Lead, LeadFile, Touch } from './lead.js';
import { boundedPayload } from './payload.js';
import { assigned, leadPool, movedTo, standsWith, tellChosen, type Place } from './place.js';
import { scored } from './rescore.js';
import type { LeadScore } from './scoring.js';
import { unitedTags } from './tagging.js';
import { tellUnplaced } from './unplaced.js';
import { isStranger, nameOfStranger } from './wechat.js';

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
  /** They agreed to be written to. Left out: not said. */
  readonly consented?: boolean;
  readonly payload: Readonly<Record<string, unknown>> | null;
  /** In their one spelling. */
  readonly customFields: CustomValues;
}

interface Known {
  readonly identities: readonly Identity[];
  readonly score: LeadScore;
  readonly pools: readonly Pool[];
  /** Who gets it where the score is high enough; null where it waits in the pool. */
  readonly place?: Place | null;
}

/** Somebody new becomes a lead with score and identities: assigned at once where the score is high enough and somebody is there, else in the lead pool. */
export function decideCapture(
  arrival: Arrival,
  { identities, score, pools, place = null }: Known,
  call: Call,
): Decision {
  const pool = leadPool({ pools, ownerTeam: null });
  const held = place?.chosen ? standsWith(place.chosen, call) : waitsIn(pool);
  const lead = newLead(arrival, score, held, call);
  const touch = newTouch(arrival, { leadId: lead.id, customerId: null }, call);
  const changes: Changes = [
    add('Lead', lead),
    { identities, of: { leadId: lead.id } },
    add('Touch', touch),
    event('LEAD_CAPTURED', {
      leadId: lead.id,
      data: { sourceId: arrival.source.id, touchId: touch.id, score: lead.score },
    }),
    ...(place?.chosen
      ? begunWith(lead, place, call)
      : [
          event('LEAD_POOLED', { leadId: lead.id, data: { poolId: pool.id } }),
          ...tellUnplaced(lead, place, pool, call),
        ]),
  ];
  return accept(changes, { leadId: lead.id, touchId: touch.id });
}

/** The owner is told, and the timers of the first contact begin. */
function begunWith(lead: Lead, { chosen, around }: Extract<Place, { around: object }>, call: Call): Changes {
  const file: LeadFile = { lead, ...around, followUps: [], countedAttempts: [], deadlines: [], spoken: [] };
  return settled(file, [...assigned(lead, chosen), ...tellChosen(file, call)], call);
}

const waitsIn = (pool: Pool) => ({
  status: 'POOLED' as const,
  ownerId: null,
  ownedSince: null,
  poolId: pool.id,
  assignedBecause: null,
});

/** What another trace of a lead leads to, besides the touch. */
export interface LeadReturn extends ComeBack {
  /** With what is known now. */
  readonly score: LeadScore;
}

/** Somebody who is already a lead left another trace: a touch, what is newly known, and a notice to the owner; one that nobody attends to finds somebody. */
export function decideTouchLead(
  file: LeadFile,
  arrival: Arrival,
  call: Call,
  back: LeadReturn | null = null,
): Decision {
  const theirs = movedTo(file, back?.place ?? null);
  const { lead } = file;
  const touch = newTouch(arrival, { leadId: lead.id, customerId: null }, call);
  const changes: Changes = [
    add('Touch', touch),
    { alsoKnownBy: identitiesOf(arrival.platformIds ?? {}), of: { leadId: lead.id } },
    ...nowKnownBy(reachedBy(lead, arrival), { leadId: lead.id }),
    set('Lead', lead.id, { ...activity(lead, call.now), ...learnedFrom(lead, arrival, call) }),
    event('LEAD_TOUCHED', { leadId: lead.id, data: { touchId: touch.id, sourceId: arrival.source.id } }),
    ...(back === null ? [] : scored(file, back.score)),
  ];
  const cameBack =
    back !== null && isUnattended(lead)
      ? leadCameBack(after(theirs, changes), back, call)
      : noticeTo(file, { name: lead.name, leadId: lead.id, customerId: null }, call);
  return acceptFor(theirs, [...changes, ...cameBack], call, {
    leadId: null,
    duplicateOfLeadId: lead.id,
    touchId: touch.id,
  });
}

/** What a lead didn't say before and says now; what it said stays as it is. */
export function learnedFrom(lead: Lead, arrival: Arrival, call: Pick<Call, 'now'>): Partial<Lead> {
  return {
    ...reachedBy(lead, arrival),
    ...agreedBy(lead, arrival, call),
    ...(lead.company === null && arrival.company !== null
      ? { company: arrival.company, companyFolded: foldCompany(arrival.company) }
      : {}),
    ...(lead.productInterest === null ? { productInterest: arrival.productInterest } : {}),
    ...(lead.region === null ? { region: arrival.region } : {}),
    ...(lead.message === null ? { message: arrival.message } : {}),
    ...taggedBy(lead, arrival),
    ...filledBy(lead, arrival),
  };
}

/** The organisation's own fields that nothing was known for yet. */
function filledBy({ customFields: known }: Pick<Lead, 'customFields'>, { customFields }: Arrival) {
  const isKnown = Object.keys(customFields).every((code) => Object.hasOwn(known, code));
  return isKnown ? {} : { customFields: { ...customFields, ...known } };
}

/** Whoever opted out isn't taken for agreed because a form says so: anybody can fill one in for them. */
function agreedBy({ consentedAt, optedOutAt }: Lead, { consented = false }: Arrival, { now }: Pick<Call, 'now'>) {
  return consented && consentedAt === null && optedOutAt === null ? { consentedAt: now } : {};
}

type Reachable = Pick<Lead, 'name' | 'phone' | 'email' | 'wechat'>;

/** What somebody is called and reached by, as far as that wasn't known yet. */
function reachedBy(known: Reachable, { name, ...arrival }: Arrival): Partial<Reachable> {
  const fresh = CONTACTS.filter((field) => known[field] === null && arrival[field] !== null);
  return {
    ...Object.fromEntries(fresh.map((field) => [field, arrival[field]])),
    ...(name !== null && isStranger(known.name) ? { name } : {}),
  };
}

const CONTACTS = ['phone', 'email', 'wechat'] as const;

/** Whoever else has one of these makes the change fail and be decided anew. */
function nowKnownBy(learned: ContactDetails, of: { leadId: string } | { customerId: string }): Changes {
  const identities = identitiesOf(learned);
  return identities.length === 0 ? [] : [{ identities, of }];
}

/** The tags that an arrival brings to somebody who is known already. */
function taggedBy({ tags: before }: { readonly tags: readonly string[] }, { source, tags: brought }: Arrival) {
  const tags = unitedTags(before, [...source.defaultTags, ...brought]);
  return tags.length > before.length ? { tags } : {};
}

/** A customer left another trace: an inbound touch is interaction, and the owner hears of it; one who was in a pool or lost finds somebody. */
export function decideTouchCustomer(
  file: CustomerFile,
  arrival: Arrival,
  call: Call,
  back: ComeBack | null = null,
): Decision {
  const { customer } = file;
  const touch = newTouch(arrival, { leadId: null, customerId: customer.id }, call);
  const learned = reachedBy(customer, arrival);
  const changes: Changes = [
    add('Touch', touch),
    { alsoKnownBy: identitiesOf(arrival.platformIds ?? {}), of: { customerId: customer.id } },
    ...nowKnownBy(learned, { customerId: customer.id }),
    set('Customer', customer.id, {
      ...activity(customer, call.now),
      lastInteractionAt: call.now,
      ...learned,
      ...taggedBy(customer, arrival),
      ...filledBy(customer, arrival),
    }),
    event('LEAD_TOUCHED', { customerId: customer.id, data: { touchId: touch.id, sourceId: arrival.source.id } }),
  ];
  const cameBack =
    back === null
      ? noticeTo(file, { name: customer.name, leadId: null, customerId: customer.id }, call)
      : customerCameBack(after(file, changes), back, call);
  return acceptFor(file, [...changes, ...cameBack], call, {
    customerId: null,
    duplicateOfCustomerId: customer.id,
    touchId: touch.id,
  });
}

function noticeTo(
  file: CustomerFile | LeadFile,
  about: { name: string; leadId: string | null; customerId: string | null },
  call: Call,
): Changes {
  const { ownerId } = heldOf(file);
  if (ownerId === null) return [];
  const { name, leadId, customerId } = about;
  const card = {
    kind: 'DUPLICATE' as const,
    title: message('NOTE_TOUCHED', { name }),
    body: message('NOTE_TOUCHED_BODY', { name }),
    level: 0,
  };
  return [notifyOrStandIn(file.people, ownerId, { ...card, leadId, customerId }, call)];
}

export function newTouch(
  arrival: Pick<Arrival, 'source' | 'externalId' | 'payload'>,
  of: Pick<Touch, 'leadId' | 'customerId'>,
  call: Call,
): Touch {
  const { source, externalId } = arrival;
  const payload = boundedPayload(arrival.payload);
  return { id: call.newId('Touch'), sourceId: source.id, ...of, externalId, at: call.now, payload };
}

type Held = Pick<Lead, 'status' | 'ownerId' | 'ownedSince' | 'poolId' | 'assignedBecause'>;

function newLead(arrival: Arrival, { score, reasons }: LeadScore, held: Held, call: Call): Lead {
  const { source, externalId: _, payload: __, platformIds = {}, consented = false, ...given } = arrival;
  return {
    ...given,
    id: call.newId('Lead'),
    version: 1,
    name:
      given.name ?? given.company ?? given.phone ?? given.email ?? given.wechat ?? nameOfStranger(platformIds) ?? '',
    sourceId: source.id,
    channel: source.channel,
    tags: unitedTags([], [...source.defaultTags, ...given.tags]),
    score,
    scoreReasons: reasons,
    status: held.status,
    ownerId: held.ownerId,
    ownedSince: held.ownedSince,
    poolId: held.poolId,
    assignedBecause: held.assignedBecause,
    receivedAt: call.now,
    firstContactAt: null,
    responseHeededAt: null,
    responseStep: null,
    responseResumedAt: null,
    lastActivityAt: null,
    nextContactAt: null,
    customerId: null,
    disqualifyReason: null,
    companyFolded: given.company === null ? null : foldCompany(given.company),
    lastOwnerId: null,
    consentedAt: consented ? call.now : null,
    optedOutAt: null,
    mergedIntoId: null,
    updatedAt: call.now,
  };
}
