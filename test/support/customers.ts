import type { Insertable } from 'kysely';
import { captureLead, type CaptureLead } from '../../commands/capture-lead.js';
import { createCustomer, type CreateCustomer } from '../../commands/create-customer.js';
import { createSource } from '../../commands/create-source.js';
import type { Viewer } from '../../domain/policy.js';
import { newId } from '../../commands/store/ids.js';
import type { DB } from '../../schema/generated/kysely/types.js';
import type { House } from './house.js';
import { seedPerson } from './house.js';

export const IN_A_WEEK = (): Date => new Date(Date.now() + 7 * 86_400_000);

/** A customer made by the command itself, owned by whoever makes it if they are sales. */
export async function aNewCustomer(
  house: House,
  by: Viewer = house.lin,
  over: Partial<CreateCustomer> = {},
): Promise<string> {
  const { answer } = await house.as(by, createCustomer, { name: '周敏', phone: '13800138000', ...over });
  return answer['customerId'] as string;
}

export async function aNewSource(house: House): Promise<string> {
  const { answer } = await house.as(house.admin, createSource, { name: '官网', channel: 'WEBSITE' });
  return answer['sourceId'] as string;
}

export async function aNewLead(house: House, over: Partial<CaptureLead> = {}): Promise<string> {
  const sourceId = over.sourceId ?? (await aNewSource(house));
  const { answer } = await house.as(house.lin, captureLead, { name: '周敏', phone: '13800138000', ...over, sourceId });
  return answer['leadId'] as string;
}

/** Another team with its lead and somebody in sales. */
export async function anotherTeam({
  database,
  playbookId,
}: House): Promise<{ id: string; lead: Viewer; sales: Viewer }> {
  const id = newId('Team');
  await database.sql
    .insertInto('Team')
    .values({ id, name: '华南组', leadId: null, playbookId, createdAt: new Date() })
    .execute();
  const lead = { ...(await seedPerson(database, '何组长', 'TEAM_LEAD', id)), ledTeamIds: [id] };
  await database.sql.updateTable('Team').set({ leadId: lead.id }).where('id', '=', id).execute();
  return { id, lead, sales: await seedPerson(database, '高先生', 'SALES', id) };
}

/** A file that somebody has uploaded, as it stands once its bytes have arrived. */
export async function anUploadedFile(
  { database }: House,
  by: Viewer,
  given: Partial<Insertable<DB['File']>> = {},
): Promise<string> {
  const id = newId('File');
  const row = {
    id,
    name: '采购合同.pdf',
    contentType: 'application/pdf',
    size: '1000',
    storageKey: id,
    byId: by.id,
    createdAt: new Date(),
    uploadedAt: new Date(),
    ...given,
  };
  await database.sql.insertInto('File').values(row).execute();
  return id;
}

export async function loadRow<T extends 'Customer' | 'Lead' | 'FollowUp'>({ database }: House, table: T, id: string) {
  const { rows } = await database.pool.query(`select * from "${table}" where id = $1`, [id]);
  return rows[0] as Record<keyof DB[T], unknown> & { version: number };
}

export async function rowsOf(
  { database }: Pick<House, 'database'>,
  table: keyof DB,
  where = 'true',
): Promise<Record<string, unknown>[]> {
  const { rows } = await database.pool.query(`select * from "${table}" where ${where}`);
  return rows as Record<string, unknown>[];
}

/** Everything that a change may write, as one text: equal texts, nothing written. */
export async function everythingIn({ database }: House): Promise<string> {
  const tables = [
    'Customer',
    'Lead',
    'Touch',
    'Identity',
    'StageVisit',
    'RefusedMove',
    'FollowUp',
    'Quote',
    'Approval',
    'Contract',
    'File',
    'Deal',
    'Instalment',
    'Payment',
    'DealDelivery',
    'ChecklistItem',
    'Claim',
    'LeadClaim',
    'Deadline',
    'Notification',
    'Event',
    'IdempotencyKey',
    'Source',
    'Merge',
    'MergedRow',
  ];
  const parts = tables.map(
    (table) =>
      `select '${table}' as name, coalesce(jsonb_agg(to_jsonb(t) order by t::text), '[]') as rows from "${table}" t`,
  );
  const { rows } = await database.pool.query(parts.join(' union all '));
  return JSON.stringify(rows);
}
