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

/** As if time had passed until this rule and step had come, each timer before it firing at its own. */
export async function letPass(house: House, leadId: unknown, rule: string, step = 0): Promise<void> {
  const { pool } = house.database;
  for (;;) {
    const armed = await rowsOf(
      house,
      'Deadline',
      `"leadId" = '${String(leadId)}' and status = 'ARMED' order by "dueAt"`,
    );
    const [next] = armed;
    const isArmed = armed.some((one) => one['rule'] === rule && one['step'] === step);
    if (!next || !isArmed) throw new Error(`${rule} ${step} isn't armed`);
    const back = `interval '${(Number(next['dueAt']) - Date.now() + 1000) / 1000} seconds'`;
    await pool.query(
      `update "Lead" set "ownedSince" = "ownedSince" - ${back}, "responseHeededAt" = "responseHeededAt" - ${back} where id = $1`,
      [leadId],
    );
    await pool.query(`update "Deadline" set "dueAt" = "dueAt" - ${back} where "leadId" = $1 and status = 'ARMED'`, [
      leadId,
    ]);
    await house.as(null, reachDeadline, { deadlineId: String(next['id']) });
    if (next['rule'] === rule && next['step'] === step) return;
  }
}
