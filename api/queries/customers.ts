import { sql } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import type { CustomField } from '../../domain/custom-field/custom-field.js';
import type { Viewer } from '../../domain/policy.js';
import type { CustomerOrder } from '../../schema/enums.js';
import type { CustomerFilter } from '../../schema/inputs/filters.input.js';
import { allOf, oneOf, ownedInTeams, taggedWith, whether, within } from './conditions.js';
import { hasOpenEscalation } from './escalations.js';
import { ascending, descending, nullsLast, type Order } from './order.js';
import { fieldsFor, ownFieldConditions } from './own-field-conditions.js';
import { page } from './page.js';
import type { PageArgs } from './page-args.js';
import { matchesSearch } from './search.js';
import { visibleCustomers, visibleCustomersOf } from './visibility.js';

const ORDERS: Readonly<Record<CustomerOrder, Order>> = {
  NEXT_CONTACT_AT_ASC: nullsLast(ascending('customers.NEXT_CONTACT_AT_ASC', 'nextContactAt')),
  LAST_ACTIVITY_AT_ASC: nullsLast(ascending('customers.LAST_ACTIVITY_AT_ASC', 'lastActivityAt')),
  LAST_ACTIVITY_AT_DESC: nullsLast(descending('customers.LAST_ACTIVITY_AT_DESC', 'lastActivityAt')),
  STAGE_ENTERED_AT_ASC: ascending('customers.STAGE_ENTERED_AT_ASC', 'stageEnteredAt'),
  RECLAIM_AT_ASC: nullsLast(ascending('customers.RECLAIM_AT_ASC', 'reclaimAt')),
  POOLED_AT_ASC: nullsLast(ascending('customers.POOLED_AT_ASC', 'pooledAt')),
  CREATED_AT_DESC: descending('customers.CREATED_AT_DESC', 'createdAt'),
};

interface Args extends PageArgs {
  readonly filter?: CustomerFilter | null;
  readonly orderBy?: CustomerOrder | null;
}

interface Asked {
  readonly filter: CustomerFilter | null | undefined;
  readonly orderBy?: CustomerOrder | null | undefined;
  /** The organisation's own fields, as far as the filter asks for any. */
  readonly fields: readonly CustomField[];
}

/** The customers that the viewer may see, newest first unless asked otherwise. */
export async function customers(database: Database, viewer: Viewer, { filter, orderBy, ...args }: Args) {
  const fields = await fieldsFor(database, filter);
  return page(database, customerList(database, viewer, { filter, orderBy, fields }), args);
}

/** The same as a whole. */
export function customerList(database: Database, viewer: Viewer, { filter, orderBy, fields }: Asked) {
  const query = database.sql
    .selectFrom('Customer as c')
    .selectAll('c')
    .where(visibleWithin(viewer, filter))
    .where(matches(viewer, filter ?? {}, fields));
  return { query, table: 'c', order: ORDERS[orderBy ?? 'CREATED_AT_DESC'], filter };
}

/** Whether customer `c` meets a filter and may be seen. */
export async function seenAndMatching(database: Database, viewer: Viewer, filter: CustomerFilter | null | undefined) {
  const fields = await fieldsFor(database, filter);
  return allOf([visibleWithin(viewer, filter), matches(viewer, filter ?? {}, fields)]);
}

const visibleWithin = (viewer: Viewer, filter: CustomerFilter | null | undefined) =>
  filter?.ownerIds ? visibleCustomersOf(viewer, 'c', filter.ownerIds) : visibleCustomers(viewer, 'c');

const matches = (viewer: Viewer, filter: CustomerFilter, fields: readonly CustomField[]) =>
  allOf([
    oneOf(sql`c.stage`, filter.stages),
    oneOf(sql`c."ownerId"`, filter.ownerIds),
    ownedInTeams(sql`c."ownerId"`, filter.teamIds),
    oneOf(sql`c."poolId"`, filter.poolIds),
    oneOf(sql`c.intent`, filter.intents),
    oneOf(sql`c."sourceId"`, filter.sourceIds),
    taggedWith(sql`c.tags`, filter.tags),
    ownFieldConditions(sql`c."customFields"`, filter, fields),
    within(sql`c."nextContactAt"`, filter.nextContactAt),
    within(sql`c."lastActivityAt"`, filter.lastActivityAt),
    within(sql`c."stageEnteredAt"`, filter.stageEnteredAt),
    within(sql`c."reclaimAt"`, filter.reclaimAt),
    whether(sql`c."lastInteractionAt" is null`, filter.neverContacted),
    whether(hasOpenEscalation, filter.escalated),
    matchesSearch(viewer, 'c', filter.search),
  ]);
