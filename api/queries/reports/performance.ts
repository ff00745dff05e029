import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';
import type { DurationNumbers } from '../../../domain/report/numbers.js';
import { stageTable } from '../stage-table.js';
import type { PerformanceNumber } from '../../../domain/report/report.js';
import type { Behind } from './behind.js';
import { contacts } from './contacts.js';
import { performanceParts, type Part, type PartName } from './performance-parts.js';
import { obligations } from './obligations.js';
import { ratio } from './ratio.js';
import type { ReportSpec } from './report.js';
import { credited, LOOKED_UP_ONCE } from './scope.js';
import { ruler } from './working-time.js';

interface Numbers extends Readonly<Record<'responses' | 'durations', DurationNumbers | null>> {
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

/** Of whom no part tells anything. */
const NONE: Numbers = {
  newLeads: 0,
  newCustomers: 0,
  won: 0,
  wonAmount: '0.00',
  lost: 0,
  followUps: 0,
  withCustomers: 0,
  customersTouched: 0,
  customerDays: 0,
  due: 0,
  onTime: 0,
  customersDue: 0,
  customersLeaked: 0,
  kept: 0,
  missed: 0,
  forward: 0,
  responses: null,
  durations: null,
  slowest: null,
};

interface Row {
  readonly userId: string;
  readonly told: readonly Partial<Numbers>[];
}

const PERIOD = 30;

/**
 * What each person did within the window, by what was theirs when it happened. Of a union several processes tell a part each; first responses
 * are told by several themselves, and stand apart, or none of the others could be.
 */
export async function performance({ sql: db }: Database, spec: ReportSpec) {
  const { answers, ...others } = performanceParts(spec);
  const numbersOf = ({ rows, numbers }: Part) =>
    sql`select n."ownerId", to_jsonb(n) - 'ownerId' as numbers from (${numbers(rows)}) n`;
  const { rows } = await sql<Row>`
    with ${sources(spec)},
    told as (select * from (${sql.join(Object.values(others).map(numbersOf), sql` union all `)} ${LOOKED_UP_ONCE}) others
      union all ${numbersOf(answers)})
    select u.id as "userId", coalesce(jsonb_agg(told.numbers) filter (where told.numbers is not null), '[]') as told
    from "User" u left join told on told."ownerId" = u.id
    where ${credited(spec.viewer, spec, sql`u.id`)} and (u.active or told.numbers is not null)
    group by u.id order by u.name, u.id`.execute(db);
  return rows.map(({ userId, told }) => ({
    userId,
    ...answerOf(told.reduce<Numbers>((all, part) => ({ ...all, ...part }), NONE)),
  }));
}

/** What the parts are told from. */
const sources = (spec: ReportSpec) => sql`${ruler(spec)},
  stage as not materialized (select * from ${stageTable(spec.stages)}),
  contact as not materialized (select * from ${contacts(spec)} x),
  owed as not materialized (select * from ${obligations(spec)} x)`;

const answerOf = ({ responses, durations, slowest, ...row }: Numbers) => ({
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
export type PerformanceRow = Pick<Row, 'userId'> & ReturnType<typeof answerOf>;

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
