import { decideCreateCustomer, ownerOfNew } from '../domain/customer/create.js';
import type { Intent } from '../domain/customer/customer.js';
import { command } from './command.js';
import { normalisedContact } from './contact-input.js';
import { duplicateStanding, identitiesIn } from './known-identity.js';

export interface CreateCustomer {
  readonly name: string;
  readonly company?: string | null;
  readonly phone?: string | null;
  readonly email?: string | null;
  readonly wechat?: string | null;
  readonly wecomExternalUserId?: string | null;
  readonly intent?: Intent | null;
  readonly ownerId?: string | null;
  /** Where they came from, of those who weren't leads first. */
  readonly source?: { readonly id: string; readonly channel: string } | null;
  readonly region?: string | null;
  readonly tags?: readonly string[] | null;
  readonly customFields?: Readonly<Record<string, unknown>> | null;
}

export const createCustomer = command('createCustomer', async (tx, input: CreateCustomer, call) => {
  const contact = normalisedContact(input);
  const named = input.ownerId ? await tx.loadPerson(input.ownerId, 'ownerId') : null;
  const ownerId = call.by ? ownerOfNew(call.by, named) : (named?.id ?? null);
  const identities = identitiesIn(contact);
  const duplicate = await duplicateStanding(tx, identities);
  const given = {
    name: input.name,
    company: input.company ?? null,
    phone: contact.phone ?? null,
    email: contact.email ?? null,
    wechat: contact.wechat ?? null,
    intent: input.intent ?? 'UNKNOWN',
    tags: input.tags ?? [],
    customFields: input.customFields ?? {},
    region: input.region ?? null,
    ...(input.source && { sourceId: input.source.id, channel: input.source.channel }),
  };
  return decideCreateCustomer(given, { ownerId, identities, duplicate }, await tx.loadSetting(ownerId), call);
});
