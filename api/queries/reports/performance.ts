import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';
import type { DurationNumbers } from '../../../domain/report/numbers.js';
import { stageTable } from '../stage-table.js';
import type { PerformanceNumber } from '../../../domain/report/report.js';
import type { Behind } from './behind.js';
import { contacts } from './contacts.js';
import { performanceParts, type PartName } from './performance-parts.js';
import { obligations } from './obligations.js';
import { ratio } from './ratio.js';
import type { ReportSpec } from './report.js';
import { credited } from './scope.js';
import { ruler } from './working-time.js';

interface Row extends Record<'responses' | 'durations', DurationNumbers | null> {
  readonly userId: string;
  readonly newLeads: number;
  readonly newCustomers: number;
  readonly won: number;
  readonly wonAmount: string;
  readonly lost: number;
  readonly followUps: number;
  readonly withCustomers: number;
  readonly customersTouched: number;
  readonly customerDays: number;
  readonly due: number;
  readonly onTime: number;
  readonly customersDue: number;
  readonly customersLeaked: number;
  readonly kept: number;
  readonly missed: number;
  readonly forward: number;
  readonly slowest: { readonly playbookId: string; readonly stage: string } | null;
}

const PERIOD = 30;

/** What each person did within the window, by what was theirs when it happened. */
export async function performance({ sql: db }: Database, spec: ReportSpec) {
  const parts = performanceParts(spec);
  const { rows } = await sql<Row>`
    with ${sources(spec)},
    ${sql.join(Object.entries(parts).map(([name, part]) => sql`${sql.ref(name)} as (${part.numbers(part.rows)})`))}
    select u.id as "userId", ${sql.join(NUMBERS)}
    from "User" u ${sql.join(
      Object.keys(parts).map((name) => sql`left join ${sql.ref(name)} on ${sql.ref(name)}."ownerId" = u.id`),
      sql` `,
    )}
    where ${credited(spec.viewer, spec, sql`u.id`)} and (u.active or ${sql.join(
      Object.keys(parts).map((name) => sql`${sql.ref(name)}."ownerId" is not null`),
      sql` or `,
    )})
    order by u.name, u.id`.execute(db);
  return rows.map(answerOf);
}

/** What the parts are told from. */
const sources = (spec: ReportSpec) => sql`${ruler(spec)},
  stage as not materialized (select * from ${stageTable(spec.stages)}),
  contact as not materialized (select * from ${contacts(spec)} x),
  owed as not materialized (select * from ${obligations(spec)} x)`;

const NUMBERS = [
  'leads.newLeads', 'customers.newCustomers', 'sales.won', 'losses.lost', 'talks.followUps', 'talks.withCustomers',
  'talks.customersTouched', 'duties.due', 'duties.onTime', 'duties.customersDue', 'duties.customersLeaked', 'claims.kept',
  'claims.missed', 'moves.forward',
].map((name) => sql`coalesce(${sql.ref(name)}, 0)::int as ${sql.ref(name.split('.')[1]!)}`).concat([
  sql`coalesce(sales."wonAmount", 0)::numeric(18, 2)::text as "wonAmount"`, sql`coalesce(held.days, 0)::float8 as "customerDays"`,
  sql`talks.durations`, sql`answers.responses`, sql`stays.slowest`,
] as never[]); // prettier-ignore

const answerOf = ({ responses, durations, slowest, ...row }: Row) => ({
  ...row,
  slowest,
  contactDuration: durations,
  firstResponse: responses,
  onTime: ratio(row.onTime, row.due),
  leaks: ratio(row.customersLeaked, row.customersDue),
  claimsKept: ratio(row.kept, row.kept + row.missed),
  followUpsPerCustomerMonth: row.customerDays > 0 ? row.withCustomers / (row.customerDays / PERIOD) : null,
  efficiency: row.followUps > 0 ? (row.forward * 10) / row.followUps : null,
});
export type PerformanceRow = ReturnType<typeof answerOf>;

/** In which part's rows a number's customers and leads are found. */
const BEHIND: Readonly<
  Record<PerformanceNumber, readonly [part: PartName, of: 'CUSTOMERS' | 'LEADS' | 'BOTH', those: RawBuilder<unknown>]>
> = {
  NEW_LEADS: ['leads', 'LEADS', sql`true`],
  NEW_CUSTOMERS: ['customers', 'CUSTOMERS', sql`true`],
  WON: ['sales', 'CUSTOMERS', sql`true`],
  LOST: ['losses', 'CUSTOMERS', sql`true`],
  FOLLOW_UPS: ['talks', 'BOTH', sql`true`],
  CONTACT_DURATION: ['talks', 'BOTH', sql`r."durationMinutes" is not null`],
  HELD: ['held', 'CUSTOMERS', sql`r.days > 0`],
  DUE: ['duties', 'CUSTOMERS', sql`true`],
  ON_TIME: ['duties', 'CUSTOMERS', sql`r."onTime"`],
  LEAKED: ['duties', 'CUSTOMERS', sql`r.leaked`],
  FIRST_RESPONSE: ['answers', 'BOTH', sql`true`],
  CLAIMS_KEPT: ['claims', 'CUSTOMERS', sql`r."contactedAt" is not null`],
  CLAIMS_MISSED: ['claims', 'CUSTOMERS', sql`r."missedAt" is not null`],
  FORWARD: ['moves', 'CUSTOMERS', sql`true`],
  SLOWEST_STAGE: ['stays', 'CUSTOMERS', sql`true`],
};

/** Whom a number of a person's counts; null where it counts none of that kind. */
export function behindPerformance(
  spec: ReportSpec,
  { userId, slowest }: Pick<PerformanceRow, 'userId' | 'slowest'>,
  number: PerformanceNumber,
): Behind {
  const [part, of, those] = BEHIND[number];
  const own = { ...spec, userIds: [userId] };
  const { rows } = performanceParts(own)[part];
  const inStage =
    number === 'SLOWEST_STAGE'
      ? sql`(r."playbookId", r.stage) = (${slowest?.playbookId ?? null}, ${slowest?.stage ?? null})`
      : sql`true`;
  const ids = (column: string) =>
    sql`(with ${sources(own)} select ${sql.ref(`r.${column}`)} from (${rows}) r where r."ownerId" = ${userId} and ${those} and ${inStage})`;
  return {
    customers: of === 'LEADS' ? null : ids('customerId'),
    leads: of === 'CUSTOMERS' ? null : ids('leadId'),
  };
}
