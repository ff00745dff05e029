import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { scopeOf, type Viewer } from '../../../domain/policy.js';
import { allOf, oneOf, ownedInTeams } from '../conditions.js';
import { among } from '../visibility.js';

/** Of whom a report tells: as asked, and as far as its reader's rights go. */
export interface ReportFilter {
  readonly teamIds?: readonly string[] | null;
  readonly userIds?: readonly string[] | null;
  readonly sourceIds?: readonly string[] | null;
  readonly playbookId?: string | null;
}

export interface ReportWindow extends ReportFilter {
  readonly from: Date;
  readonly to: Date;
}

type Column = RawBuilder<unknown>;

/** Whether everybody's counts, with and without an owner: then nobody has to look who had whom. */
export const isOfAll = (viewer: Viewer, { teamIds, userIds }: ReportFilter): boolean =>
  scopeOf(viewer).everybody && !teamIds && !userIds;

/** What is credited to this person counts: they are asked for, and the reader sees their work. */
export function credited(viewer: Viewer, { teamIds, userIds }: ReportFilter, owner: Column): RawBuilder<SqlBool> {
  const scope = scopeOf(viewer);
  const seen = scope.everybody
    ? null
    : sql`(${owner} ${among(scope.userIds)} or ${owner} in (select u.id from "User" u where u."teamId" ${among(scope.teamIds)}))`;
  return allOf([seen, oneOf(owner, userIds), ownedInTeams(owner, teamIds)]);
}

/** Of a customer or lead: where it came from. */
export const fromSources = ({ sourceIds }: ReportFilter, source: Column): RawBuilder<SqlBool> =>
  allOf([oneOf(source, sourceIds)]);

export const underPlaybook = ({ playbookId }: ReportFilter, playbook: Column): RawBuilder<SqlBool> =>
  playbookId ? sql<SqlBool>`${playbook} = ${playbookId}` : sql<SqlBool>`true`;

/** `owner` had it at that time; whoever it is from a tenure. */
export const heldAt = (
  subject: { readonly customerId: Column } | { readonly leadId: Column },
  at: Column,
  owner: (column: Column) => RawBuilder<SqlBool>,
): RawBuilder<SqlBool> => {
  const [column, id] = 'customerId' in subject ? ['customerId', subject.customerId] : ['leadId', subject.leadId];
  return sql<SqlBool>`exists (select 1 from "Tenure" ten where ${sql.ref(`ten.${column}`)} = ${id}
    and ten."beganAt" <= ${at} and (ten."endedAt" is null or ten."endedAt" > ${at}) and ${owner(sql`ten."ownerId"`)})`;
};
