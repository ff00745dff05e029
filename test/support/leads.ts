import { captureLead, type CaptureLead } from '../../commands/capture-lead.js';
import { reachDeadline } from '../../commands/reach-deadline.js';
import type { AssignmentSettings } from '../../domain/lead/assignment.js';
import { loadRow, rowsOf } from './customers.js';
import type { House } from './house.js';

let phones = 0;
export const aPhone = (): string => `138${String(10_000_000 + phones++)}`;

/** Somebody who left a phone and a product: at least 60 points. */
export const promising = (sourceId: string, over: Partial<CaptureLead> = {}): CaptureLead => ({
  sourceId,
  name: '周敏',
  phone: aPhone(),
  productInterest: '岩棉板',
  ...over,
});

/** Somebody who left a phone only: the pool's. */
export const modest = (sourceId: string, over: Partial<CaptureLead> = {}): CaptureLead =>
  promising(sourceId, { productInterest: null, ...over });

export async function setAssignment({ database }: House, over: Partial<AssignmentSettings>): Promise<void> {
  const { assignment } = await database.sql.selectFrom('Settings').select('assignment').executeTakeFirstOrThrow();
  await database.sql
    .updateTable('Settings')
    .set({ assignment: JSON.stringify({ ...(assignment as object), ...over }) })
    .execute();
}

/** As the lead stands after the delivery: the new one, or the one that it touched. */
export async function capture(house: House, input: CaptureLead) {
  const { answer } = await house.as(null, captureLead, input);
  return loadRow(house, 'Lead', String(answer['leadId'] ?? answer['duplicateOfLeadId']));
}

/** As if the time of all its timers up to this rule and step had come. */
export async function letPass(house: House, leadId: unknown, rule: string, step = 0): Promise<void> {
  const id = String(leadId);
  const [last] = await rowsOf(
    house,
    'Deadline',
    `"leadId" = '${id}' and status = 'ARMED' and rule = '${rule}' and step = ${step}`,
  );
  const ms = Number(last!['dueAt']) - Date.now() + 1000;
  const back = `interval '${ms / 1000} seconds'`;
  await house.database.pool.query(`update "Lead" set "ownedSince" = "ownedSince" - ${back} where id = $1`, [id]);
  await house.database.pool.query(
    `update "Deadline" set "dueAt" = "dueAt" - ${back} where "leadId" = $1 and status = 'ARMED'`,
    [id],
  );
  const due = await rowsOf(
    house,
    'Deadline',
    `"leadId" = '${id}' and status = 'ARMED' and "dueAt" <= now() order by "dueAt"`,
  );
  for (const { id: deadlineId } of due) await house.as(null, reachDeadline, { deadlineId: String(deadlineId) });
}
