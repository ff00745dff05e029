import { message } from '../domain/message.js';
import { badInput, notFound } from '../domain/decision.js';
import type { CustomerFile } from '../domain/customer/customer.js';
import type { FollowUp } from '../domain/follow-up/follow-up.js';
import type { LeadFile } from '../domain/lead/lead.js';
import { actsAs } from '../domain/policy.js';
import type { Tx } from './store/tx.js';

/** The customer or the lead that a follow-up is to be about: exactly one of the two. */
export function lockNamedSubject(
  tx: Tx,
  input: { customerId?: string | null; leadId?: string | null },
): Promise<CustomerFile | LeadFile> {
  const { customerId = null, leadId = null } = input;
  if ((customerId === null) === (leadId === null)) throw badInput('customerId', message('ONE_SUBJECT'));
  return customerId !== null ? tx.lockCustomer(customerId) : tx.lockLead(leadId!);
}

/**
 * A follow-up with what it hangs on, locked. Whoever has to do it needn't see the customer: a delegate of another team may have it. One
 * that is no longer open is found all the same, so that it can be refused as closed.
 */
export async function lockFollowUp(tx: Tx, id: string): Promise<{ file: CustomerFile | LeadFile; followUp: FollowUp }> {
  const found = await tx.sql
    .selectFrom('FollowUp')
    .select(['customerId', 'leadId'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!found) throw notFound('followUpId');
  const file = await tx.lockAnySubject(found, 'followUpId');
  const open = file.followUps.find((one) => one.id === id);
  if (!open || !tx.by || !actsAs(tx.by, open.ownerId)) tx.requireSeen(file, 'followUpId');
  const row = open ?? (await tx.sql.selectFrom('FollowUp').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
  return { file, followUp: row };
}
