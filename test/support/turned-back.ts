import { reachDeadline } from '../../commands/reach-deadline.js';
import { rowsOf } from './customers.js';
import type { House } from './house.js';

/** As if everything so far had happened this much earlier. */
export async function passes({ database }: House, span: string): Promise<void> {
  const columns = await database.pool.query<{ table: string; column: string; kind: string }>(
    `select table_name as table, column_name as column, data_type as kind from information_schema.columns
     where table_schema = 'public' and table_name in ('Customer', 'FollowUp', 'Deadline', 'StageVisit', 'RefusedMove', 'Lead', 'Notification', 'Quote', 'Outage',
         'Approval', 'Deal', 'Instalment', 'DealDelivery', 'Tenure', 'Claim', 'Obligation')
       and data_type = 'timestamp with time zone'`,
  );
  for (const { table, column } of columns.rows)
    await database.pool.query(`update "${table}" set "${column}" = "${column}" - interval '${span}'`);
}

/** Every timer that is due fires, in the order in which they are due, until none is. */
export async function reachAllDue(house: House): Promise<void> {
  for (;;) {
    const [due] = await rowsOf(
      house,
      'Deadline',
      `status = 'ARMED' and "dueAt" <= clock_timestamp() order by "dueAt", id`,
    );
    if (!due) return;
    const { answer } = await house.as(null, reachDeadline, { deadlineId: due['id'] as string });
    if (answer['outcome'] === 'NOT_FIRST')
      await house.as(null, reachDeadline, { deadlineId: answer['first'] as string });
  }
}
