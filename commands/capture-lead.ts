import type { CustomValues } from '../domain/custom-field/custom-field.js';
import { withCustomValues } from '../domain/custom-field/record.js';
import type { Arrival } from '../domain/lead/capture.js';
import { badInput, notFound, type Call, type Decision } from '../domain/decision.js';
import { message } from '../domain/message.js';
import { arrive } from './arrive.js';
import { command } from './command.js';
import { normalisedContact } from './contact-input.js';
import { earlierDelivery } from './earlier-delivery.js';
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
  readonly consented?: boolean | null;
  readonly payload?: Readonly<Record<string, unknown>> | null;
  readonly customFields?: CustomValues | null;
}

export const captureLead = command('captureLead', async (tx, input: CaptureLead, call) => {
  const source = await tx.sql.selectFrom('Source').selectAll().where('id', '=', input.sourceId).executeTakeFirst();
  if (!source) throw notFound('sourceId');
  if (!source.active) throw badInput('sourceId', message('SOURCE_INACTIVE'));
  return captureFrom(tx, input, source, call);
});

export type CaptureSource = Arrival['source'] & { readonly quality: number };

/** Takes somebody in from a source that is known already. */
export async function captureFrom(tx: Tx, input: CaptureLead, source: CaptureSource, call: Call): Promise<Decision> {
  const arrival = await arrivalFrom(tx, input, source);
  const earlier = await earlierDelivery(tx, arrival);
  return earlier ?? (await arrive(tx, arrival, source, call));
}

/** What arrived, in one spelling; what can't be read, or says nothing of anybody, is BAD_USER_INPUT. */
export async function arrivalFrom(tx: Tx, input: CaptureLead, source: Arrival['source']): Promise<Arrival> {
  const arrival = await readArrival(tx, input, source);
  const { name, company, phone, email, wechat, platformIds } = arrival;
  const { unionId, openId, wecomExternalUserId } = platformIds ?? {};
  const said = [name, company, phone, email, wechat, unionId, openId, wecomExternalUserId];
  if (said.every((value) => (value ?? null) === null)) throw badInput('name', message('NOTHING_CAPTURED'));
  return arrival;
}

/** The same of somebody who is known anyway. */
export async function readArrival(tx: Tx, input: CaptureLead, source: Arrival['source']): Promise<Arrival> {
  const contact = normalisedContact(input);
  const { phone = null, email = null, wechat = null, unionId, openId, wecomExternalUserId } = contact;
  return {
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
    consented: input.consented === true,
    payload: input.payload ?? null,
    customFields: await customValues(tx, input.customFields ?? {}),
  };
}

async function customValues(tx: Tx, given: CustomValues): Promise<CustomValues> {
  if (Object.keys(given).length === 0) return {};
  const { customFields: fields } = await tx.loadSettings();
  return withCustomValues(given, { fields, on: 'LEAD', known: {} });
}

const text = (value: string | null | undefined): string | null => value?.trim() || null;
