import { accept, type Decision } from '../domain/decision.js';
import type { Arrival } from '../domain/lead/capture.js';
import { knownAs } from '../domain/lead/known-as.js';
import type { Tx } from './store/tx.js';

/** The same delivery of a source again gets the first answer and changes nothing; null when there was none before. */
export async function earlierDelivery(tx: Tx, { source, externalId }: Arrival): Promise<Decision | null> {
  if (externalId === null) return null;
  await tx.flushed();
  const touch = await tx.sql
    .selectFrom('Touch')
    .leftJoin('Lead', 'Lead.id', 'Touch.leadId')
    .select(['Touch.id', 'Touch.at', 'Touch.leadId', 'Touch.customerId', 'Lead.receivedAt'])
    .where('Touch.sourceId', '=', source.id)
    .where('Touch.externalId', '=', externalId)
    .executeTakeFirst();
  if (!touch) return null;
  const { id: touchId, leadId, customerId, at, receivedAt } = touch;
  const madeTheLead = receivedAt?.getTime() === at.getTime();
  if (madeTheLead) return accept([], { leadId, customerId, touchId });
  const standing = knownAs(await heldBy(tx, customerId, leadId));
  return customerId === null
    ? accept([], { leadId: null, duplicateOfLeadId: leadId, touchId, knownAs: standing })
    : accept([], { leadId: null, duplicateOfCustomerId: customerId, touchId, knownAs: standing });
}

function heldBy(tx: Tx, customerId: string | null, leadId: string | null) {
  return customerId === null
    ? tx.sql.selectFrom('Lead').select(['ownerId', 'poolId']).where('id', '=', leadId).executeTakeFirstOrThrow()
    : tx.sql
        .selectFrom('Customer')
        .select(['ownerId', 'poolId', 'protected'])
        .where('id', '=', customerId)
        .executeTakeFirstOrThrow();
}
