import { decideCapture, decideTouchCustomer, decideTouchLead, type Arrival } from '../domain/lead/capture.js';
import type { CustomerFile } from '../domain/customer/customer.js';
import type { LeadFile } from '../domain/lead/lead.js';
import { badInput, notFound, type Call, type Decision } from '../domain/decision.js';
import { knownAs } from '../domain/lead/known-as.js';
import { scoreLead } from '../domain/lead/scoring.js';
import { message } from '../domain/message.js';
import { heldOf } from '../domain/standing.js';
import { command } from './command.js';
import { normalisedContact } from './contact-input.js';
import { earlierDelivery } from './earlier-delivery.js';
import { identitiesIn } from './known-identity.js';
import type { Tx } from './store/tx.js';

export interface CaptureLead {
  readonly sourceId: string;
  readonly externalId?: string | null;
  readonly name?: string | null;
  readonly company?: string | null;
  readonly phone?: string | null;
  readonly email?: string | null;
  readonly wechat?: string | null;
  readonly unionId?: string | null;
  /** With its app's id before it: see `openIdOf`. */
  readonly openId?: string | null;
  readonly wecomExternalUserId?: string | null;
  readonly productInterest?: string | null;
  readonly region?: string | null;
  readonly campaign?: string | null;
  readonly tags?: readonly string[] | null;
  readonly message?: string | null;
  readonly payload?: Readonly<Record<string, unknown>> | null;
}

export const captureLead = command('captureLead', async (tx, input: CaptureLead, call) => {
  const source = await tx.sql.selectFrom('Source').selectAll().where('id', '=', input.sourceId).executeTakeFirst();
  if (!source) throw notFound('sourceId');
  if (!source.active) throw badInput('sourceId', message('SOURCE_INACTIVE'));
  const arrival = arrivalFrom(input, source);
  const earlier = await earlierDelivery(tx, arrival);
  return earlier ?? (await arrive(tx, arrival, source.quality, call));
});

/** Somebody known leaves a touch where they are; somebody new becomes a lead. */
async function arrive(tx: Tx, arrival: Arrival, sourceQuality: number, call: Call): Promise<Decision> {
  const identities = identitiesIn({ ...arrival, ...arrival.platformIds });
  const known = await tx.findByIdentities(identities);
  if (known?.customerId) return touch(await tx.lockAnyCustomer(known.customerId), arrival, call);
  if (known?.leadId) return touch(await tx.lockLeadOrItsCustomer(known.leadId), arrival, call);
  const { scoring } = await tx.loadSettings();
  const score = scoreLead({ ...arrival, sourceQuality }, scoring);
  return decideCapture(arrival, { identities, score, pools: await tx.loadPools() }, call);
}

/** A lead may have become a customer while its lock was waited for. */
function touch(file: CustomerFile | LeadFile, arrival: Arrival, call: Call): Decision {
  const decision = 'customer' in file ? decideTouchCustomer(file, arrival, call) : decideTouchLead(file, arrival, call);
  if (!decision.accepted) return decision;
  return { ...decision, answer: { ...decision.answer, knownAs: knownAs(heldOf(file)) } };
}

function arrivalFrom(input: CaptureLead, source: Arrival['source']): Arrival {
  const contact = normalisedContact(input);
  const { phone = null, email = null, wechat = null, unionId, openId, wecomExternalUserId } = contact;
  const arrival = {
    source,
    externalId: text(input.externalId),
    name: text(input.name),
    company: text(input.company),
    phone,
    email,
    wechat,
    platformIds: { unionId: unionId ?? null, openId: openId ?? null, wecomExternalUserId: wecomExternalUserId ?? null },
    productInterest: text(input.productInterest),
    region: text(input.region),
    campaign: text(input.campaign),
    tags: input.tags ?? [],
    message: text(input.message),
    payload: input.payload ?? null,
  };
  const said = [arrival.name, arrival.company, phone, email, wechat, ...Object.values(arrival.platformIds)];
  if (said.every((value) => value === null)) throw badInput('name', message('NOTHING_CAPTURED'));
  return arrival;
}

const text = (value: string | null | undefined): string | null => value?.trim() || null;
