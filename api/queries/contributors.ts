import { sql } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import { shippedSettings } from '../../commands/store/settings.js';
import type { ContributedBy } from '../../domain/pool/contributed-by.js';

export interface Contribution {
  readonly customerId: string;
  readonly userId: string;
  readonly lostBy: ContributedBy;
  readonly lostAt: Date;
  readonly wonAt: Date;
}

/**
 * Who lost these customers shortly before somebody else won them: taken back, or handed over by somebody else. Each once per win, with the last time
 * they lost it, the latest win first. Who gave a customer back themself is none.
 */
export async function contributionsTo({ sql: db }: Database, ids: readonly string[]): Promise<readonly Contribution[]> {
  const { rows } = await sql<Contribution>`
    with won as (
      select v."customerId", v."enteredAt" as "wonAt", v."ownerId" as "winnerId"
      from "StageVisit" v join "Playbook" p on p.id = v."playbookId"
      where v."customerId" = any(${ids}::text[])
        and exists (select 1 from jsonb_array_elements(p.definition -> 'stages') s
          where s ->> 'code' = v.stage and s ->> 'outcome' = 'WON')
    ), lost as (
      select coalesce(m."mergedIntoId", m.id) as "customerId", e.at as "lostAt", coalesce(e.data ->> 'from', e.data ->> 'ownerId') as "userId",
        case when e.type = 'CUSTOMER_RECLAIMED' then 'RECLAIM' else 'HAND_OVER' end as "lostBy"
      from "Customer" m join "Event" e on e."customerId" = m.id
      where (m.id = any(${ids}::text[]) or m."mergedIntoId" = any(${ids}::text[]))
        and (e.type = 'CUSTOMER_RECLAIMED' or (e.type in ('CUSTOMER_TRANSFERRED', 'CUSTOMER_RELEASED')
          and e."actorId" is distinct from coalesce(e.data ->> 'from', e.data ->> 'ownerId')))
    )
    select * from (
      select distinct on (w."customerId", w."wonAt", l."userId") w."customerId", l."userId", l."lostBy", l."lostAt", w."wonAt"
      from won w join lost l on l."customerId" = w."customerId" and l."userId" is distinct from w."winnerId"
        and l."lostAt" <= w."wonAt" and l."lostAt" >= w."wonAt" - coalesce(
          (select s.assignment ->> 'contributorWithin' from "Settings" s where s.id = 1), ${shippedSettings().assignment.contributorWithin})::interval
      where l."userId" is not null
      order by w."customerId", w."wonAt", l."userId", l."lostAt" desc) c
    order by c."wonAt" desc, c."lostAt" desc`.execute(db);
  return rows;
}
