import { sql } from 'kysely';
import { accept, type Decision } from '../domain/decision.js';
import type { Arrival } from '../domain/lead/capture.js';
import { knownAs } from '../domain/lead/known-as.js';
import type { Tx } from './store/tx.js';

/** The same delivery of a source again gets the first answer and changes nothing; null when there was none before. */
export async function earlierDelivery(tx: Tx, { source, externalId }: Arrival): Promise<Decision | null> {
  if (externalId === null) return null;
  await tx.flushed();
  const touch = await tx.sql
    .selectFrom('Touch as t')
    .select(['t.id', 't.leadId', 't.customerId', MADE_A_LEAD.as('madeTheLead')])
    .where('t.sourceId', '=', source.id)
    .where('t.externalId', '=', externalId)
    .executeTakeFirst();
  if (!touch) return null;
  const { id: touchId, leadId, customerId, madeTheLead } = touch;
  if (madeTheLead) return accept([], { leadId, customerId, touchId });
  const standing = knownAs(await heldBy(tx, customerId, leadId), tx.now);
  return customerId === null
    ? accept([], { leadId: null, duplicateOfLeadId: leadId, touchId, knownAs: standing })
    : accept([], { leadId: null, duplicateOfCustomerId: customerId, touchId, knownAs: standing });
}

/** The lead that it made may have been merged into another since. */
const MADE_A_LEAD = sql<boolean>`exists (
  select 1 from "Lead" l where (l.id = t."leadId" or l."mergedIntoId" = t."leadId") and l."receivedAt" = t.at)`;

function heldBy(tx: Tx, customerId: string | null, leadId: string | null) {
  return customerId === null
    ? tx.sql.selectFrom('Lead').select(['ownerId', 'poolId']).where('id', '=', leadId).executeTakeFirstOrThrow()
    : tx.sql
        .selectFrom('Customer')
        .select(['ownerId', 'poolId', 'protected', 'protectedUntil'])
        .where('id', '=', customerId)
        .executeTakeFirstOrThrow();
}
