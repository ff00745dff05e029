import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { scopeOf, type Viewer } from '../../../domain/policy.js';
import { allOf, oneOf } from '../conditions.js';
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
type Spec = ReportFilter & { readonly viewer: Viewer };

/** Whether everybody's counts, with and without an owner: then nobody has to look who had whom. */
export const isOfAll = (viewer: Viewer, { teamIds, userIds }: ReportFilter): boolean =>
  scopeOf(viewer).everybody && !teamIds && !userIds;

/** What is credited to this person counts: they are asked for, and the reader sees their work. One list of people, so that it can be read by their rows. */
export function credited(viewer: Viewer, { teamIds, userIds }: ReportFilter, owner: Column): RawBuilder<SqlBool> {
  const scope = scopeOf(viewer);
  if (scope.everybody && !teamIds && !userIds) return sql<SqlBool>`true`;
  const seen = scope.everybody ? null : sql`(u.id ${among(scope.userIds)} or u."teamId" ${among(scope.teamIds)})`;
  const asked = allOf([seen, oneOf(sql`u.id`, userIds), oneOf(sql`u."teamId"`, teamIds)]);
  return sql<SqlBool>`${owner} in (select u.id from "User" u where ${asked})`;
}

/** The customer of a row, where a report asks where it came from: else nobody has to look. */
export const itsCustomer = (filter: ReportFilter, customerId: Column): RawBuilder<unknown> =>
  filter.sourceIds
    ? sql`join "Customer" cu on cu.id = ${customerId} and ${fromSources(filter, sql`cu."sourceId"`)}`
    : sql``;

/** The lead of a row, likewise. */
export const itsLead = (filter: ReportFilter, leadId: Column): RawBuilder<unknown> =>
  filter.sourceIds ? sql`join "Lead" cl on cl.id = ${leadId} and ${fromSources(filter, sql`cl."sourceId"`)}` : sql``;

/** The rules that the customer of a row follows now, where a report asks for one playbook. */
export const itsRules = (filter: ReportFilter, customerId: Column): RawBuilder<unknown> =>
  filter.playbookId
    ? sql`join "Customer" cp on cp.id = ${customerId} and ${underPlaybook(filter, sql`cp."playbookId"`)}`
    : sql``;

/** Of a customer or lead: where it came from. */
export const fromSources = ({ sourceIds }: ReportFilter, source: Column): RawBuilder<SqlBool> =>
  allOf([oneOf(source, sourceIds)]);

export const underPlaybook = ({ playbookId }: ReportFilter, playbook: Column): RawBuilder<SqlBool> =>
  playbookId ? sql<SqlBool>`${playbook} = ${playbookId}` : sql<SqlBool>`true`;

/** The column in which a row's time ends, and how it is held against a moment: what is no more by then, or was still there just before. */
type Ends = readonly [column: string, after: '>' | '>='];

/**
 * The rows that hadn't ended at one time: such as still are there, and such as ended later. Those that began after it are for the asker to leave
 * out. Of everybody's each kind is a range of an index, where one `or` would be read from one end to the other; a few people's are found by
 * whose they are.
 */
export function stillThere(
  spec: Spec,
  table: 'StageVisit' | 'Tenure',
  at: Column,
  [column, after]: Ends,
): RawBuilder<unknown> {
  const ended = sql.ref(column);
  const endedLater = sql`${ended} ${sql.raw(after)} ${at}`;
  const columns = COLUMNS[table].map((name) => sql.ref(name));
  const rows = (endedAt: Column, where: Column) =>
    sql`select ${sql.join([...columns, sql`${endedAt} as ${ended}`])} from ${sql.table(table)} where ${where}`;
  if (!isOfAll(spec.viewer, spec)) return sql`(${rows(ended, sql`(${ended} is null or ${endedLater})`)})`;
  return sql`(${rows(sql`null::timestamptz`, sql`${ended} is null`)} union all ${rows(ended, endedLater)})`;
}

/** What reports ask of such a row, beside when it ended: of one that hasn't that is known, so that an index alone may answer. */
const COLUMNS = {
  StageVisit: ['id', 'customerId', 'playbookId', 'stage', 'from', 'enteredAt', 'ownerId', 'rule'],
  Tenure: ['id', 'customerId', 'leadId', 'ownerId', 'cause', 'beganAt'],
} as const;

type Subject = { readonly customerId: Column } | { readonly leadId: Column };
type OfOwner = (owner: Column) => RawBuilder<SqlBool>;

/** `owner` had it at that time; whoever it is from a tenure. What happens at that very instant has happened. */
export const heldAt = (subject: Subject, at: Column, owner: OfOwner): RawBuilder<SqlBool> =>
  held(subject, sql`ten."beganAt" <= ${at} and (ten."endedAt" is null or ten."endedAt" > ${at})`, owner);

/** The same just before it: a window that begins or ends with a change of owner finds whoever had it until then. */
export const heldBefore = (subject: Subject, at: Column, owner: OfOwner): RawBuilder<SqlBool> =>
  held(subject, sql`ten."beganAt" < ${at} and (ten."endedAt" is null or ten."endedAt" >= ${at})`, owner);

function held(subject: Subject, then: Column, owner: OfOwner): RawBuilder<SqlBool> {
  const [column, id] = 'customerId' in subject ? ['customerId', subject.customerId] : ['leadId', subject.leadId];
  return sql<SqlBool>`exists (select 1 from "Tenure" ten where ${sql.ref(`ten.${column}`)} = ${id}
    and ${then} and ${owner(sql`ten."ownerId"`)})`;
}

/**
 * Ends a subquery whose columns are looked up row by row: without it the planner looks as often as a column is used. In a lateral one it would
 * keep other processes from helping with the statement.
 */
export const LOOKED_UP_ONCE = sql`offset 0`;
