import { sql } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import type { CustomField } from '../../domain/custom-field/custom-field.js';
import type { Viewer } from '../../domain/policy.js';
import type { LeadOrder } from '../../schema/enums.js';
import type { LeadFilter } from '../../schema/inputs/filters.input.js';
import { allOf, oneOf, ownedInTeams, taggedWith, within } from './conditions.js';
import { ascending, descending, type Order } from './order.js';
import { fieldsFor, ownFieldConditions } from './own-field-conditions.js';
import { page } from './page.js';
import type { PageArgs } from './page-args.js';
import { matchesSearch } from './search.js';
import { visibleLeads } from './visibility.js';

const ORDERS: Readonly<Record<LeadOrder, Order>> = {
  RECEIVED_AT_DESC: descending('leads.RECEIVED_AT_DESC', 'receivedAt'),
  RECEIVED_AT_ASC: ascending('leads.RECEIVED_AT_ASC', 'receivedAt'),
  SCORE_DESC: descending('leads.SCORE_DESC', 'score', 'int'),
};

interface Args extends PageArgs {
  readonly filter?: LeadFilter | null;
  readonly orderBy?: LeadOrder | null;
}

interface Asked {
  readonly filter: LeadFilter | null | undefined;
  readonly orderBy?: LeadOrder | null | undefined;
  /** The organisation's own fields, as far as the filter asks for any. */
  readonly fields: readonly CustomField[];
}

/** The leads that the viewer may see, newest first unless asked otherwise. */
export async function leads(database: Database, viewer: Viewer, { filter, orderBy, ...args }: Args) {
  const fields = await fieldsFor(database, filter);
  return page(database, leadList(database, viewer, { filter, orderBy, fields }), args);
}

/** The same as a whole. */
export function leadList(database: Database, viewer: Viewer, { filter, orderBy, fields }: Asked) {
  const query = database.sql
    .selectFrom('Lead as l')
    .selectAll('l')
    .where(visibleLeads(viewer, 'l'))
    .where(matches(viewer, filter ?? {}, fields));
  return { query, table: 'l', order: ORDERS[orderBy ?? 'RECEIVED_AT_DESC'], filter };
}

/** Whether lead `l` meets a filter and may be seen. */
export async function seenAndMatchingLead(database: Database, viewer: Viewer, filter: LeadFilter | null | undefined) {
  const fields = await fieldsFor(database, filter);
  return allOf([visibleLeads(viewer, 'l'), matches(viewer, filter ?? {}, fields)]);
}

const matches = (viewer: Viewer, filter: LeadFilter, fields: readonly CustomField[]) =>
  allOf([
    oneOf(sql`l.status`, filter.status),
    oneOf(sql`l."ownerId"`, filter.ownerIds),
    ownedInTeams(sql`l."ownerId"`, filter.teamIds),
    oneOf(sql`l."poolId"`, filter.poolIds),
    oneOf(sql`l."sourceId"`, filter.sourceIds),
    taggedWith(sql`l.tags`, filter.tags),
    ownFieldConditions(sql`l."customFields"`, filter, fields),
    typeof filter.consented === 'boolean' ? sql`(l."consentedAt" is not null) = ${filter.consented}` : null,
    onNurtureList(filter.nurtureChannelIds),
    typeof filter.minScore === 'number' ? sql`l.score >= ${filter.minScore}` : null,
    within(sql`l."receivedAt"`, filter.receivedAt),
    matchesSearch(viewer, 'l', filter.search),
  ]);

/** Whoever opted out since is on no list any more. */
function onNurtureList(channelIds: readonly string[] | null | undefined) {
  if (!channelIds) return null;
  return sql`(l."consentedAt" is not null and l."optedOutAt" is null and exists (
    select 1 from "NurtureSend" n where n."leadId" = l.id and n.status = 'DELIVERED'
      and n."channelId" = any(${[...channelIds]}::text[])))`;
}
