import { sql } from 'kysely';
import type { ReportSpec } from './report.js';
import { credited, isOfAll, itsCustomer, underPlaybook } from './scope.js';

/** Who was won within the window for the first time ever, and whose they were. The statement has the stages. */
export const firstWins = (spec: ReportSpec) => sql`
  select v."customerId", v."ownerId", v."enteredAt" as at
  from "StageVisit" v join stage on stage."playbookId" = v."playbookId" and stage.code = v.stage and stage.outcome = 'WON'
    ${itsCustomer(spec, sql`v."customerId"`)}
  where v."enteredAt" >= ${spec.from} and v."enteredAt" < ${spec.to} and ${underPlaybook(spec, sql`v."playbookId"`)}
    and ${isOfAll(spec.viewer, spec) ? sql`true` : credited(spec.viewer, spec, sql`v."ownerId"`)}
    and not exists (select 1 from "StageVisit" e join stage es on es."playbookId" = e."playbookId" and es.code = e.stage
      where e."customerId" = v."customerId" and es.outcome = 'WON' and (e."enteredAt", e.id) < (v."enteredAt", v.id))`;
