import { identitiesOf, type ContactDetails, type Identity } from '../domain/lead/identity.js';
import { isOpen } from '../domain/lead/lead.js';
import { findStage } from '../domain/playbook/playbook.js';
import type { DuplicateStanding } from '../domain/refusal.js';
import type { Tx } from './store/tx.js';

/** How somebody with these contact details stands already, as far as any caller may know; null when nobody is known. */
export async function duplicateStanding(
  tx: Tx,
  identities: readonly Identity[],
  except?: { readonly customerId?: string; readonly leadId?: string },
): Promise<DuplicateStanding | null> {
  const known = await tx.findByIdentities(identities, except);
  return known && standingFor(tx, known);
}

/** How this customer or lead stands for whoever asks: the customer, once there is one. */
export const standingFor = (
  tx: Tx,
  { leadId, customerId }: { leadId: string | null; customerId: string | null },
): Promise<DuplicateStanding> => (customerId === null ? leadStanding(tx, leadId!) : customerStanding(tx, customerId));

export const identitiesIn = (contact: ContactDetails): readonly Identity[] => identitiesOf(contact);

/** The WeCom contacts that this customer is linked to. */
export async function linkedContacts({ sql: db }: Tx, customerId: string): Promise<readonly string[]> {
  const linked = db.selectFrom('Identity').select('value').where('customerId', '=', customerId);
  return (await linked.where('kind', '=', 'EXTERNAL_USERID').execute()).map(({ value }) => value);
}

async function customerStanding(tx: Tx, id: string): Promise<DuplicateStanding> {
  const row = await tx.sql
    .selectFrom('Customer')
    .select(['ownerId', 'playbookId', 'stage'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const playbook = await tx.loadPlaybook(row.playbookId);
  return standing(tx, row.ownerId, findStage(playbook, row.stage)?.end ?? false);
}

async function leadStanding(tx: Tx, id: string): Promise<DuplicateStanding> {
  const row = await tx.sql
    .selectFrom('Lead')
    .select(['ownerId', 'status'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return standing(tx, row.ownerId, !isOpen(row));
}

function standing(tx: Tx, ownerId: string | null, isClosed: boolean): DuplicateStanding {
  if (ownerId !== null && ownerId === tx.by?.id) return 'YOURS';
  if (isClosed) return 'CLOSED';
  return ownerId === null ? 'POOLED' : 'OWNED';
}
