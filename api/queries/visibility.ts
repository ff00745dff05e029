import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { EVENT_TYPES } from '../../domain/event-types.js';
import { may, maySeeGeneralEvent, scopeOf, type Scope, type Viewer } from '../../domain/policy.js';

type Condition = RawBuilder<SqlBool>;

const ALWAYS: Condition = sql<SqlBool>`true`;

/** Which customers or leads of `table` somebody sees: the same scope that `maySee` asks, as SQL. One that was merged is nowhere but under its survivor. */
function visible(viewer: Viewer, table: string): Condition {
  const scope = scopeOf(viewer);
  if (scope.everybody) return sql<SqlBool>`${sql.ref(`${table}.mergedIntoId`)} is null`;
  const inPool = sql`${sql.ref(`${table}.ownerId`)} is null and
    ${sql.ref(`${table}.poolId`)} = any(array(select p.id from "Pool" p where ${openTo(scope.poolTeamIds)}))`;
  return anyOf([owned(scope, table), inPool]);
}

function owned({ userIds, teamIds }: Limited, table: string): Condition {
  const owner = sql.ref(`${table}.ownerId`);
  return anyOf([sql`${owner} ${among(userIds)}`, inTeams(owner, teamIds)]);
}

type Limited = Extract<Scope, { readonly everybody: false }>;

export const visibleCustomers = visible;

/** The same where only the customers of some owners are asked for: what lies in a pool has none. */
export function visibleCustomersOf(viewer: Viewer, table: string, ownerIds: readonly string[]): Condition {
  const scope = scopeOf(viewer);
  if (scope.everybody) return visible(viewer, table);
  if (ownerIds.every((id) => scope.userIds.includes(id))) return ALWAYS;
  return owned(scope, table);
}

/** Those whose contact details somebody sees too: a pool may hide them from whoever hasn't claimed. */
export function visibleWithContacts(viewer: Viewer, table: string): Condition {
  if (may(viewer, 'seeEverybody')) return visible(viewer, table);
  const masking = sql`${sql.ref(`${table}.ownerId`)} is null and exists (select 1 from "Pool" p
    where p.id = ${sql.ref(`${table}.poolId`)} and p.rules -> 'maskContacts' = 'true')`;
  return sql<SqlBool>`${visible(viewer, table)} and not (${masking})`;
}

/** A lead that became a customer goes with it: whoever owned the lead has no more right to it than to the customer. */
export function visibleLeads(viewer: Viewer, table: string): Condition {
  if (scopeOf(viewer).everybody) return visible(viewer, table);
  const customerId = sql.ref(`${table}.customerId`);
  return anyOf([
    sql`${customerId} is null and ${visible(viewer, table)}`,
    sql`exists (select 1 from "Customer" lc where lc.id = ${customerId} and ${visibleCustomers(viewer, 'lc')})`,
  ]);
}

/** What hangs on a customer or lead is seen by whoever sees that: the customer, once there is one. */
export function visibleWithSubject(viewer: Viewer, table: string): Condition {
  const customerId = sql.ref(`${table}.customerId`);
  const leadId = sql.ref(`${table}.leadId`);
  if (scopeOf(viewer).everybody) return ALWAYS;
  return anyOf([
    sql`exists (select 1 from "Customer" vc where vc.id = ${customerId} and ${visibleCustomers(viewer, 'vc')})`,
    sql`${customerId} is null and exists (select 1 from "Lead" vl where vl.id = ${leadId} and ${visibleLeads(viewer, 'vl')})`,
  ]);
}

/** The log is never rewritten: what happened to somebody before they were merged goes with the survivor, as they stand in the log. */
function visibleWithSurvivor(viewer: Viewer, table: string): Condition {
  const customerId = sql.ref(`${table}.customerId`);
  const leadId = sql.ref(`${table}.leadId`);
  if (scopeOf(viewer).everybody) return ALWAYS;
  return anyOf([
    sql`exists (select 1 from "Customer" oc join "Customer" vc on vc.id = coalesce(oc."mergedIntoId", oc.id)
      where oc.id = ${customerId} and ${visibleCustomers(viewer, 'vc')})`,
    sql`${customerId} is null and exists (select 1 from "Lead" ol join "Lead" vl on vl.id = coalesce(ol."mergedIntoId", ol.id)
      where ol.id = ${leadId} and ${visibleLeads(viewer, 'vl')})`,
  ]);
}

/** Whoever has to do it sees it too, even where they don't see the customer: somebody on leave may have handed it over. */
export function visibleFollowUps(viewer: Viewer, table: string): Condition {
  const owner = sql.ref(`${table}.ownerId`);
  const acting = [viewer, ...(viewer.standsInFor ?? [])].map(({ id }) => id);
  const isTheirs = sql`${owner} ${among(acting)} and ${sql.ref(`${table}.status`)} = 'PLANNED'`;
  return anyOf([visibleWithSubject(viewer, table), isTheirs]);
}

/** A card is seen by its recipient, and by superiors, who may react to it on their behalf. */
export function visibleNotifications(viewer: Viewer, table: string): Condition {
  const scope = scopeOf(viewer);
  if (scope.everybody) return ALWAYS;
  const recipient = sql.ref(`${table}.recipientId`);
  return anyOf([sql`${recipient} = ${viewer.id}`, inTeams(recipient, scope.teamIds)]);
}

/** A card's event is its recipient's alone; another event goes with its subject, and without one by its type. */
export function visibleEvents(viewer: Viewer, table: string): Condition {
  const recipient = sql.ref(`${table}.recipientId`);
  const hasSubject = sql`(${sql.ref(`${table}.customerId`)} is not null or ${sql.ref(`${table}.leadId`)} is not null)`;
  const general = EVENT_TYPES.filter((type) => maySeeGeneralEvent(viewer, type));
  return anyOf([
    sql`${recipient} = ${viewer.id}`,
    sql`${recipient} is null and ${hasSubject} and ${visibleWithSurvivor(viewer, table)}`,
    sql`${recipient} is null and not ${hasSubject} and ${sql.ref(`${table}.type`)} ${among(general)}`,
  ]);
}

/** `= any` of a list; of an empty one nothing is. */
export const among = (values: readonly string[]): RawBuilder<unknown> => sql`= any(${values}::text[])`;

/** Whether somebody is a member of these teams. Nobody is in no team: then the database needn't look. */
export const inTeams = (userId: RawBuilder<unknown>, teamIds: readonly string[]): Condition =>
  teamIds.length === 0
    ? sql<SqlBool>`false`
    : sql<SqlBool>`${userId} = any(array(select u.id from "User" u where u."teamId" ${among(teamIds)}))`;

/** Pool `p` is for these teams, or for all. */
const openTo = (teamIds: readonly string[]) => sql`
  coalesce((select bool_or(t."teamId" ${among(teamIds)}) from "PoolTeam" t where t."poolId" = p.id), true)`;

const anyOf = (conditions: readonly RawBuilder<unknown>[]): Condition =>
  sql<SqlBool>`(${sql.join(
    conditions.map((condition) => sql`(${condition})`),
    sql` or `,
  )})`;
