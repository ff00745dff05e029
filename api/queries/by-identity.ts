import { normalisedContact } from '../../commands/contact-input.js';
import type { Database } from '../../commands/store/open-database.js';
import { identitiesOf, type ContactDetails } from '../../domain/lead/identity.js';

type Known = 'customerId' | 'leadId';

/** The customer or lead that one of these belongs to, in the order phone, e-mail, WeChat id, ids of the WeChat platform; whoever asks. */
export async function idByIdentity({ sql }: Database, of: Known, details: ContactDetails): Promise<string | null> {
  const identities = identitiesOf(normalisedContact(details));
  if (identities.length === 0) return null;
  const rows = await sql
    .selectFrom('Identity')
    .select(['kind', 'value', `${of} as id`])
    .where(of, 'is not', null)
    .where((where) => where.or(identities.map(({ kind, value }) => where.and({ kind, value }))))
    .execute();
  const first = identities.find((one) => rows.some((row) => row.kind === one.kind && row.value === one.value));
  return rows.find((row) => row.kind === first?.kind && row.value === first.value)?.id ?? null;
}
