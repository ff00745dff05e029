import { TX_NUMBER } from '../../commands/store/event-log.js';
import type { Database } from '../../commands/store/open-database.js';

/** Writes that something happened to each of these customers, in one transaction, as commands write it, and nothing else. */
export async function writeLogRows(
  { sql: db }: Database,
  customerIds: readonly string[],
  data: object = {},
): Promise<void> {
  const at = new Date();
  const rows = customerIds.map((customerId, ordinal) => ({
    tx: TX_NUMBER,
    ordinal,
    type: 'CUSTOMER_CHANGED',
    at,
    customerId,
    changes: JSON.stringify([{ field: 'company', old: '宏远贸易', new: '宏远国际贸易' }]),
    data: JSON.stringify(data),
  }));
  await db
    .insertInto('Event')
    .values(rows as never)
    .execute();
}
