import { sql, type RawBuilder } from 'kysely';
import type { ReportSpec } from './report.js';
import { credited, fromSources, isOfAll, underPlaybook } from './scope.js';

/** Several contacts with one customer by one person in one channel within this time are one. */
const ONE_CONTACT = sql`interval '10 minutes'`;

/** The follow-ups that count, each person's own, with what they were about. No window function: those keep other processes from helping. */
export const contacts = (spec: ReportSpec) => {
  const within = (
    row: string,
    from: RawBuilder<unknown>,
  ) => sql`${sql.ref(`${row}.status`)} = 'DONE' and ${sql.ref(`${row}.qualifying`)}
    and ${sql.ref(`${row}.occurredAt`)} >= ${from} and ${sql.ref(`${row}.occurredAt`)} < ${spec.to}`;
  const isRepeated = (sameSubject: RawBuilder<unknown>) => sql`exists (
    select 1 from "FollowUp" e where ${sameSubject} and ${within('e', sql`${spec.from}::timestamptz - ${ONE_CONTACT}`)}
      and e."doneById" = f."doneById" and e.channel is not distinct from f.channel
      and e."occurredAt" > f."occurredAt" - ${ONE_CONTACT} and (e."occurredAt", e.id ${PLAIN}) < (f."occurredAt", f.id ${PLAIN}))`;
  return sql`(
    select f.id, f."doneById" as "ownerId", f."customerId", f."leadId", f."occurredAt", f."durationMinutes"
    from "FollowUp" f ${ofSubject(spec)}
    where ${within('f', sql`${spec.from}::timestamptz`)}
      and ${isOfAll(spec.viewer, spec) ? sql`true` : credited(spec.viewer, spec, sql`f."doneById"`)}
      and not ${isRepeated(sql`e."customerId" = f."customerId"`)}
      and not ${isRepeated(sql`f."customerId" is null and e."customerId" is null and e."leadId" = f."leadId"`)})`;
};

/** By their bytes, whatever the locale of the database. */
const PLAIN = sql`collate "C"`;

const ofSubject = (spec: ReportSpec) =>
  spec.sourceIds || spec.playbookId
    ? sql`left join "Customer" fc on fc.id = f."customerId" left join "Lead" fl on fl.id = f."leadId" and f."customerId" is null
        join lateral (select 1) kept on ${fromSources(spec, sql`coalesce(fc."sourceId", fl."sourceId")`)}
          and ${underPlaybook(spec, sql`fc."playbookId"`)}`
    : sql``;
