import { sql, type RawBuilder } from 'kysely';
import type { ReportSpec } from './report.js';
import { credited, fromSources, isOfAll, underPlaybook } from './scope.js';

/** Several contacts with one customer by one person in one channel within this time are one. */
const ONE_CONTACT = sql`interval '10 minutes'`;

/** The follow-ups that count, each person's own, with what they were about. No window function: those keep other processes from helping. */
export const contacts = (spec: ReportSpec) =>
  sql`(${contactsWith(spec, 'customerId')} union all ${contactsWith(spec, 'leadId')})`;

/** A lead that became a customer is no lead any more. */
function contactsWith(spec: ReportSpec, subject: 'customerId' | 'leadId') {
  const within = (
    row: string,
    from: RawBuilder<unknown>,
  ) => sql`${sql.ref(`${row}.status`)} = 'DONE' and ${sql.ref(`${row}.qualifying`)}
    and ${sql.ref(`${row}.occurredAt`)} >= ${from} and ${sql.ref(`${row}.occurredAt`)} < ${spec.to}
    and ${sql.ref(`${row}.customerId`)} is ${subject === 'customerId' ? sql`not null` : sql`null`}`;
  return sql`
    select f.id, f."doneById" as "ownerId", f."customerId", f."leadId", f."occurredAt", f."durationMinutes"
    from "FollowUp" f ${ofSubject(spec)}
    where ${within('f', sql`${spec.from}::timestamptz`)}
      and ${isOfAll(spec.viewer, spec) ? sql`true` : credited(spec.viewer, spec, sql`f."doneById"`)}
      and not exists (select 1 from "FollowUp" e where e.${sql.ref(subject)} = f.${sql.ref(subject)} and e."doneById" = f."doneById"
        and ${within('e', sql`${spec.from}::timestamptz - ${ONE_CONTACT}`)} and e."occurredAt" > f."occurredAt" - ${ONE_CONTACT}
        and (e."occurredAt", e.id ${PLAIN}) < (f."occurredAt", f.id ${PLAIN}) and coalesce(e.channel, '') = coalesce(f.channel, ''))`;
}

/** By their bytes, whatever the locale of the database. */
const PLAIN = sql`collate "C"`;

const ofSubject = (spec: ReportSpec) =>
  spec.sourceIds || spec.playbookId
    ? sql`left join "Customer" fc on fc.id = f."customerId" left join "Lead" fl on fl.id = f."leadId" and f."customerId" is null
        join lateral (select 1) kept on ${fromSources(spec, sql`coalesce(fc."sourceId", fl."sourceId")`)}
          and ${underPlaybook(spec, sql`fc."playbookId"`)}`
    : sql``;
