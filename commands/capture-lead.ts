import { decideCapture, decideTouchCustomer, decideTouchLead, type Arrival } from '../domain/lead/capture.js';
import type { CustomerFile } from '../domain/customer/customer.js';
import type { LeadFile } from '../domain/lead/lead.js';
import { accept, badInput, notFound, type Call, type Decision } from '../domain/decision.js';
import { scoreLead } from '../domain/lead/scoring.js';
import { message } from '../domain/message.js';
import { command } from './command.js';
import { normalisedContact } from './contact-input.js';
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
  const identities = identitiesIn(arrival);
  const known = await tx.findByIdentities(identities);
  if (known?.customerId) return decideTouchCustomer(await tx.lockAnyCustomer(known.customerId), arrival, call);
  if (known?.leadId) return touch(await tx.lockLeadOrItsCustomer(known.leadId), arrival, call);
  const { scoring } = await tx.loadSettings();
  const score = scoreLead({ ...arrival, sourceQuality }, scoring);
  return decideCapture(arrival, { identities, score, pools: await tx.loadPools() }, call);
}

/** A lead may have become a customer while its lock was waited for. */
function touch(file: CustomerFile | LeadFile, arrival: Arrival, call: Call): Decision {
  return 'customer' in file ? decideTouchCustomer(file, arrival, call) : decideTouchLead(file, arrival, call);
}

/** The same delivery again gets the first answer. */
async function earlierDelivery(tx: Tx, { source, externalId }: Arrival): Promise<Decision | null> {
  if (externalId === null) return null;
  const touch = await tx.sql
    .selectFrom('Touch')
    .select(['id', 'leadId', 'customerId'])
    .where('sourceId', '=', source.id)
    .where('externalId', '=', externalId)
    .executeTakeFirst();
  return touch ? accept([], { leadId: touch.leadId, customerId: touch.customerId, touchId: touch.id }) : null;
}

function arrivalFrom(input: CaptureLead, source: Arrival['source']): Arrival {
  const { phone = null, email = null, wechat = null } = normalisedContact(input);
  const arrival = {
    source,
    externalId: text(input.externalId),
    name: text(input.name),
    company: text(input.company),
    phone,
    email,
    wechat,
    productInterest: text(input.productInterest),
    region: text(input.region),
    campaign: text(input.campaign),
    tags: input.tags ?? [],
    message: text(input.message),
    payload: input.payload ?? null,
  };
  const isEmpty = [arrival.name, arrival.company, phone, email, wechat].every((value) => value === null);
  if (isEmpty) throw badInput('name', message('NOTHING_CAPTURED'));
  return arrival;
}

const text = (value: string | null | undefined): string | null => value?.trim() || null;
