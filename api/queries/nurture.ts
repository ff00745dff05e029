import { sql } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';

const shown = ['id', 'name', 'kind', 'sourceId', 'url', 'active'] as const;

export type ChannelRow = Awaited<ReturnType<typeof channelsOf>>[number];
export type SendRow = Awaited<ReturnType<typeof sendsOf>>[number];

export const channelsOf = ({ sql: db }: Database) =>
  db.selectFrom('NurtureChannel').select(shown).orderBy('name').orderBy('id').execute();

export const channelsById = ({ sql: db }: Database, ids: readonly string[]) =>
  db.selectFrom('NurtureChannel').select(shown).where('id', 'in', ids).execute();

/** A lead is seldom sent anywhere so often. */
const SENDS = 50;

/** Of each lead the latest; who may see the lead may see them. */
export async function sendsOf({ sql: db }: Database, leadIds: readonly string[]) {
  return db
    .selectFrom((from) =>
      from
        .selectFrom('NurtureSend')
        .selectAll()
        .select(
          sql<number>`row_number() over (partition by "leadId" order by "createdAt" desc, id desc)::int`.as('place'),
        )
        .where('leadId', 'in', leadIds)
        .as('s'),
    )
    .selectAll()
    .where('place', '<=', SENDS)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
}
