import type { Intent } from '../domain/customer/customer.js';
import { decideUpdateCustomer } from '../domain/customer/update.js';
import { command } from './command.js';
import { normalisedContact } from './contact-input.js';
import { duplicateStanding, identitiesIn, linkedContacts } from './known-identity.js';

export interface UpdateCustomer {
  readonly customerId: string;
  readonly version: number;
  readonly name?: string | null;
  readonly company?: string | null;
  readonly phone?: string | null;
  readonly email?: string | null;
  readonly wechat?: string | null;
  readonly wecomExternalUserId?: string | null;
  readonly tags?: readonly string[] | null;
  readonly intent?: Intent | null;
  readonly need?: string | null;
  readonly budget?: string | null;
  readonly timeline?: string | null;
  readonly decisionMaker?: string | null;
  readonly decisionDate?: Date | null;
  readonly customFields?: Readonly<Record<string, unknown>> | null;
}

export const updateCustomer = command('updateCustomer', async (tx, input: UpdateCustomer, call) => {
  const file = await tx.lockCustomer(input.customerId, input.version);
  const change = normalisedContact(input);
  const identities = identitiesIn({ ...file.customer, ...given(change) });
  const duplicate = await duplicateStanding(tx, identities, { customerId: file.customer.id });
  const linkedTo = change.wecomExternalUserId ? await linkedContacts(tx, file.customer.id) : [];
  return decideUpdateCustomer(file, change, { identities, duplicate, linkedTo }, call);
});

const given = ({ phone, email, wechat, wecomExternalUserId }: UpdateCustomer) => ({
  ...(phone === undefined ? {} : { phone }),
  ...(email === undefined ? {} : { email }),
  ...(wechat === undefined ? {} : { wechat }),
  ...(wecomExternalUserId && { wecomExternalUserId }),
});
