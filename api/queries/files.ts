import { sql, type RawBuilder, type Selectable, type SqlBool } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import { may, type Viewer } from '../../domain/policy.js';
import type { DB } from '../../schema/generated/kysely/types.js';
import { NOW, type Standing } from './standing.js';
import { visibleWithContacts } from './visibility.js';

type Condition = RawBuilder<SqlBool>;

/**
 * A file is its uploader's until it is attached to a customer, and then of those who see the customer; what is attached to an import is
 * its uploader's and theirs who may run imports. Contact details may stand in a document, and nobody can hide a part of it.
 */
function visibleFiles(viewer: Viewer, table: string): Condition {
  const id = sql.ref(`${table}.id`);
  const holders = sql`select k."customerId" from "Contract" k where k."fileId" = ${id}
    union all select q."customerId" from "Quote" q where q."fileId" = ${id}`;
  const ofImport = may(viewer, 'bulk')
    ? sql`exists (select 1 from "ImportRun" r where r."fileId" = ${id})`
    : sql`false`;
  return sql<SqlBool>`case when exists (${holders})
    then exists (select 1 from "Customer" c where c.id in (${holders}) and ${visibleWithContacts(viewer, 'c')})
    else ${sql.ref(`${table}.byId`)} = ${viewer.id} or ${ofImport} end`;
}

/** Also one whose bytes are still to come: its uploader has announced it. */
export function filesById({ sql: db }: Database, viewer: Viewer, ids: readonly string[]) {
  return db.selectFrom('File as f').selectAll().where('id', 'in', ids).where(visibleFiles(viewer, 'f')).execute();
}

type ContractFile = Selectable<DB['File']> & { readonly customerId: string };

/** Every contract, newest first, as far as it may be shown. */
export function contractsOf(database: Database, viewer: Viewer, customerIds: readonly string[]) {
  const shown = contracts(database, customerIds, NOW).innerJoin('Customer as c', 'c.id', 'k.customerId');
  return shown.where(visibleWithContacts(viewer, 'c')).execute() as Promise<ContractFile[]>;
}

/** Those that were there; whoever asks knows whether they may be shown. */
export const contractsThen = (database: Database, customerIds: readonly string[], standing: Standing) =>
  contracts(database, customerIds, standing).execute() as Promise<ContractFile[]>;

const contracts = ({ sql: db }: Database, customerIds: readonly string[], standing: Standing) =>
  db
    .selectFrom(standing('Contract').as('k'))
    .innerJoin('File as f', 'f.id', 'k.fileId')
    .selectAll('f')
    .select('k.customerId')
    .where('k.customerId', 'in', customerIds)
    .orderBy('k.attachedAt', 'desc')
    .orderBy('k.id', 'desc');

/** For whoever holds a signed link, which is a right in itself. */
export function findFile({ sql: db }: Database, id: string) {
  return db.selectFrom('File').selectAll().where('id', '=', id).executeTakeFirst();
}
