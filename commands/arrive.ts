import type { CustomerFile } from '../domain/customer/customer.js';
import type { Call, Decision } from '../domain/decision.js';
import { comesBack, isUnattended, needsOwner, type ComeBack } from '../domain/lead/came-back.js';
import {
  decideCapture,
  decideTouchCustomer,
  decideTouchLead,
  learnedFrom,
  type Arrival,
  type LeadReturn,
} from '../domain/lead/capture.js';
import { foldCompany } from '../domain/lead/identity.js';
import { knownAs } from '../domain/lead/known-as.js';
import type { LeadFile } from '../domain/lead/lead.js';
import type { Place } from '../domain/lead/place.js';
import { scoreLead } from '../domain/lead/scoring.js';
import { tagsFor, unitedTags } from '../domain/lead/tagging.js';
import { heldOf } from '../domain/standing.js';
import type { InTouch } from '../domain/lead/choose-owner.js';
import { identitiesIn } from './known-identity.js';
import { placeByRules, placeInTouch, placeWithLastOwner, type PlacingFacts, type Unplaced } from './place.js';
import type { Settings } from './store/settings.js';
import { qualityOf } from './store/source-quality.js';
import type { Tx } from './store/tx.js';

/** What a source says about those whom it brings. */
export interface Brought {
  /** How good its leads are. */
  readonly quality: number;
  /** Who of us is in touch with them already: they get them where nobody has them. */
  readonly contact?: InTouch | null;
}

/** Somebody known leaves a touch where they are, and may find somebody again; somebody new becomes a lead. */
export async function arrive(tx: Tx, arrived: Arrival, brought: Brought, call: Call): Promise<Decision> {
  const { quality, contact = null } = brought;
  const settings = await tx.loadSettings();
  const arrival = { ...arrived, tags: [...tagsFor(arrived, settings.tagging), ...arrived.tags] };
  const identities = identitiesIn({ ...arrival, ...arrival.platformIds });
  const known = await tx.findByIdentities(identities);
  const trace = { arrival, contact, settings };
  if (known?.customerId) return touched(tx, await tx.lockAnyCustomer(known.customerId), trace, call);
  if (known?.leadId) return touched(tx, await tx.lockLeadOrItsCustomer(known.leadId), trace, call);
  const facts = { settings, pools: await tx.loadPools() };
  const { scoring } = settings;
  const score = scoreLead({ ...arrival, sourceQuality: quality }, scoring);
  const place = await placeFor(tx, { ...newcomer(arrival), contact }, score.score >= scoring.threshold, facts);
  return decideCapture(arrival, { identities, score, pools: facts.pools, place }, call);
}

/** A trace of a lead that is known already, by whatever name; or of the customer that it became. */
export async function arriveAt(tx: Tx, leadId: string, arrived: Arrival, call: Call): Promise<Decision> {
  const settings = await tx.loadSettings();
  const arrival = { ...arrived, tags: [...tagsFor(arrived, settings.tagging), ...arrived.tags] };
  return touched(tx, await tx.lockLeadOrItsCustomer(leadId), { arrival, contact: null, settings }, call);
}

interface Wanted extends Unplaced {
  readonly contact: InTouch | null;
}

/** Whoever is in touch already comes first; else the rules decide about whoever is promising or was somebody's. */
async function placeFor(
  tx: Tx,
  { contact, ...unplaced }: Wanted,
  isPromising: boolean,
  facts: PlacingFacts,
): Promise<Place | null> {
  const theirs = contact && (await placeInTouch(tx, contact, unplaced, facts));
  if (theirs) return theirs;
  if (isPromising) return placeByRules(tx, unplaced, facts);
  return unplaced.lastOwnerId ? placeWithLastOwner(tx, unplaced, facts) : null;
}

function newcomer({ source, payload, company, ...arrival }: Arrival): Unplaced {
  const { campaign, productInterest, region } = arrival;
  const tags = unitedTags([], [...source.defaultTags, ...arrival.tags]);
  return {
    facts: { sourceId: source.id, channel: source.channel, campaign, productInterest, region, tags },
    company: { companyFolded: company === null ? null : foldCompany(company) },
    payload,
  };
}

interface Trace {
  readonly arrival: Arrival;
  readonly contact: InTouch | null;
  readonly settings: Settings;
}

/** A lead may have become a customer while its lock was waited for. */
async function touched(tx: Tx, file: CustomerFile | LeadFile, trace: Trace, call: Call): Promise<Decision> {
  const arrival = await theirOwn(tx, file, trace.arrival);
  const decision =
    'customer' in file
      ? decideTouchCustomer(file, arrival, call, await customerReturn(tx, file, { ...trace, arrival }))
      : decideTouchLead(file, arrival, call, await leadReturn(tx, file, { ...trace, arrival }));
  if (!decision.accepted) return decision;
  return { ...decision, answer: { ...decision.answer, knownAs: knownAs(heldOf(file), call.now) } };
}

/** A contact detail by which somebody else is known already stays theirs alone. */
async function theirOwn(tx: Tx, file: CustomerFile | LeadFile, arrival: Arrival): Promise<Arrival> {
  const known = heldOf(file);
  const except = 'customer' in file ? { customerId: known.id } : { leadId: known.id };
  const taken: Partial<Record<ContactField, null>> = {};
  for (const field of CONTACT_FIELDS) {
    if (known[field] !== null || arrival[field] === null) continue;
    if (await tx.findByIdentities(identitiesIn({ [field]: arrival[field] }), except)) taken[field] = null;
  }
  return { ...arrival, ...taken };
}

const CONTACT_FIELDS = ['phone', 'email', 'wechat'] as const;
type ContactField = (typeof CONTACT_FIELDS)[number];

/** A lead that was somebody's goes back to them; else its score decides whether it goes to anybody. */
async function leadReturn(tx: Tx, { lead, pools }: LeadFile, trace: Trace): Promise<LeadReturn> {
  const { arrival, contact, settings } = trace;
  const now = { ...lead, ...learnedFrom(lead, arrival, { now: tx.now }) };
  const sourceQuality = await qualityOf(tx, lead.sourceId);
  const score = scoreLead({ ...now, sourceQuality }, settings.scoring);
  const followUpWithin = settings.assignment.reopenFollowUpWithin;
  if (!isUnattended(lead)) return { score, place: null, followUpWithin };
  const unplaced = {
    facts: now,
    company: { companyFolded: now.companyFolded, leadId: lead.id },
    payload: arrival.payload,
    lastOwnerId: lead.ownerId ?? lead.lastOwnerId,
    contact,
  };
  const place = await placeFor(tx, unplaced, score.score >= settings.scoring.threshold, { settings, pools });
  return { score, place, followUpWithin };
}

async function customerReturn(tx: Tx, file: CustomerFile, trace: Trace): Promise<ComeBack | null> {
  if (!comesBack(file)) return null;
  const { arrival, contact, settings } = trace;
  const followUpWithin = settings.assignment.reopenFollowUpWithin;
  if (!needsOwner(file)) return { place: null, followUpWithin };
  const { id, sourceId, channel, region, tags, companyFolded, ownerId, lastOwnerId } = file.customer;
  const unplaced = {
    facts: { sourceId, channel, campaign: null, productInterest: null, region, tags },
    company: { companyFolded, customerId: id },
    payload: arrival.payload,
    lastOwnerId: ownerId ?? lastOwnerId,
    contact,
  };
  return { place: await placeFor(tx, unplaced, true, { settings, pools: file.pools }), followUpWithin };
}
