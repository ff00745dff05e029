import { sql } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import type { LeadStatus } from '../../domain/lead/lead.js';
import type { Viewer } from '../../domain/policy.js';
import { allOf, oneOf, ownedInTeams, taggedWith, within, type TimeRange } from './conditions.js';
import { ascending, descending, type Order } from './order.js';
import { page } from './page.js';
import type { PageArgs } from './page-args.js';
import { matchesSearch } from './search.js';
import { visibleLeads } from './visibility.js';

export interface LeadFilter {
  readonly status?: readonly LeadStatus[] | null;
  readonly ownerIds?: readonly string[] | null;
  readonly teamIds?: readonly string[] | null;
  readonly poolIds?: readonly string[] | null;
  readonly sourceIds?: readonly string[] | null;
  readonly tags?: readonly string[] | null;
  readonly minScore?: number | null;
  readonly receivedAt?: TimeRange | null;
  readonly search?: string | null;
}

const ORDERS = {
  RECEIVED_AT_DESC: descending('leads.RECEIVED_AT_DESC', 'receivedAt'),
  RECEIVED_AT_ASC: ascending('leads.RECEIVED_AT_ASC', 'receivedAt'),
  SCORE_DESC: descending('leads.SCORE_DESC', 'score', 'int'),
} satisfies Record<string, Order>;
export type LeadOrder = keyof typeof ORDERS;

interface Args extends PageArgs {
  readonly filter?: LeadFilter | null;
  readonly orderBy?: LeadOrder | null;
}

/** The leads that the viewer may see, newest first unless asked otherwise. */
export function leads(database: Database, viewer: Viewer, { filter, orderBy, ...args }: Args) {
  const query = database.sql
    .selectFrom('Lead as l')
    .selectAll('l')
    .where(visibleLeads(viewer, 'l'))
    .where(matches(viewer, filter ?? {}));
  return page(database, { query, table: 'l', order: ORDERS[orderBy ?? 'RECEIVED_AT_DESC'], filter }, args);
}

const matches = (viewer: Viewer, filter: LeadFilter) =>
  allOf([
    oneOf(sql`l.status`, filter.status),
    oneOf(sql`l."ownerId"`, filter.ownerIds),
    ownedInTeams(sql`l."ownerId"`, filter.teamIds),
    oneOf(sql`l."poolId"`, filter.poolIds),
    oneOf(sql`l."sourceId"`, filter.sourceIds),
    taggedWith(sql`l.tags`, filter.tags),
    typeof filter.minScore === 'number' ? sql`l.score >= ${filter.minScore}` : null,
    within(sql`l."receivedAt"`, filter.receivedAt),
    matchesSearch(viewer, 'l', filter.search),
  ]);
