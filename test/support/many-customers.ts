import type { PoolClient } from 'pg';
import type { Database } from '../../commands/store/open-database.js';

/** What hangs on customers, in the order in which it may be written. */
const TABLES = [
  'Customer',
  'StageVisit',
  'FollowUp',
  'Deadline',
  'Quote',
  'Approval',
  'File',
  'Contract',
  'Deal',
  'Instalment',
  'Payment',
  'DealDelivery',
  'ChecklistItem',
  'Claim',
  'Event',
  'Notification',
];

/** Lives on paper count what they make in so many digits: by these a copy's rows are told apart. */
const MADE = '(_[0-9]{8})';

/** Everybody who is there, so many times more, each with everything that hangs on them. */
export async function copyCustomers({ pool }: Database, copies: number): Promise<void> {
  const client = await pool.connect();
  try {
    // Copies refer to copies: looking each of them up takes longer than writing them.
    await client.query('set session_replication_role = replica');
    for (const table of TABLES) await copyRows(client, table, copies);
    await client.query('analyze');
  } finally {
    await client.query('set session_replication_role = default');
    client.release();
  }
}

async function copyRows(client: PoolClient, table: string, copies: number): Promise<void> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `select column_name as name, data_type as type from information_schema.columns
      where table_schema = 'public' and table_name = $1 order by ordinal_position`,
    [table],
  );
  const names = rows.map(({ name }) => `"${name}"`).join(', ');
  const values = rows.map((column) => copied(column)).join(', ');
  await client.query(
    `insert into "${table}" (${names}) select ${values} from "${table}" r cross join generate_series(1, $1::int) n`,
    [copies],
  );
}

/** Events keep their transaction, which says what was done in one go, at places of their own. */
function copied({ name, type }: { name: string; type: string }): string {
  if (name === 'ordinal') return 'r.ordinal + 1000 * n';
  if (type === 'text' && (name === 'id' || name === 'subject' || name === 'storageKey' || name.endsWith('Id')))
    return `regexp_replace(r."${name}", '${MADE}', '\\1c' || n)`;
  if (type === 'jsonb' && (name === 'data' || name === 'changes'))
    return `case when r."${name}"::text ~ '${MADE}' then regexp_replace(r."${name}"::text, '${MADE}', '\\1c' || n, 'g')::jsonb else r."${name}" end`;
  return `r."${name}"`;
}
