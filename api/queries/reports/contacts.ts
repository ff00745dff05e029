import { sql } from 'kysely';
import type { ReportSpec } from './report.js';
import { credited, fromSources, isOfAll, underPlaybook } from './scope.js';

/** Several contacts with one customer by one person in one channel within this time are one. */
const ONE_CONTACT = sql`interval '10 minutes'`;

/** Ids needn't be in anybody's alphabet: by their bytes they are sorted faster, and by a number even more so. */
const PLAIN = sql`collate "C"`;

/** The follow-ups that count, each person's own, with what they were about. */
export const contacts = (spec: ReportSpec) => sql`(
  select * from (
    select f.id, f."doneById" as "ownerId", f."customerId", f."leadId", f."occurredAt", f."durationMinutes",
      f."occurredAt" - lag(f."occurredAt") over (
        partition by hashtextextended(coalesce(f."customerId", f."leadId"), 0), f."doneById" ${PLAIN}, coalesce(f."customerId", f."leadId") ${PLAIN}, f.channel ${PLAIN} order by f."occurredAt", f.id ${PLAIN}) as gap
    from "FollowUp" f ${ofSubject(spec)}
    where f.status = 'DONE' and f.qualifying and f."occurredAt" >= ${spec.from}::timestamptz - ${ONE_CONTACT} and f."occurredAt" < ${spec.to}
      and ${isOfAll(spec.viewer, spec) ? sql`true` : credited(spec.viewer, spec, sql`f."doneById"`)}
  ) each where each."occurredAt" >= ${spec.from} and (each.gap is null or each.gap >= ${ONE_CONTACT}))`;

const ofSubject = (spec: ReportSpec) =>
  spec.sourceIds || spec.playbookId
    ? sql`left join "Customer" fc on fc.id = f."customerId" left join "Lead" fl on fl.id = f."leadId" and f."customerId" is null
        join lateral (select 1) kept on ${fromSources(spec, sql`coalesce(fc."sourceId", fl."sourceId")`)}
          and ${underPlaybook(spec, sql`fc."playbookId"`)}`
    : sql``;
