import { sql } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import { areSimilarNames } from '../../domain/lead/similar-names.js';
import type { Viewer } from '../../domain/policy.js';
import type { LeadRow } from './rows.js';
import { visibleLeads } from './visibility.js';

/** No more candidates than this are looked at for one lead: a company with more open leads is no mark of a person. */
const CANDIDATES = 200;
const SHOWN = 20;

export type SuspectedDuplicate = LeadRow & { readonly suspectOf: string };

/** Open leads of the same company whose names are similar, for each of these leads, the latest arrival first. */
export async function suspectedDuplicatesOf(
  { sql: db }: Database,
  viewer: Viewer,
  leadIds: readonly string[],
): Promise<readonly SuspectedDuplicate[]> {
  const { rows } = await sql<SuspectedDuplicate & { suspectName: string }>`
    select l.*, o.id as "suspectOf", o.name as "suspectName" from "Lead" o cross join lateral (
      select l.* from "Lead" l
      where l."companyFolded" = o."companyFolded" and l.id <> o.id and l.status in ('NEW', 'POOLED', 'ASSIGNED')
        and ${visibleLeads(viewer, 'l')}
      order by l."receivedAt" desc, l.id desc limit ${CANDIDATES}) l
    where o.id = any(${[...leadIds]}::text[]) and o."companyFolded" is not null
    order by l."receivedAt" desc, l.id desc`.execute(db);
  const shown = new Map<string, number>();
  return rows.filter(({ suspectOf, suspectName, name }) => {
    const count = shown.get(suspectOf) ?? 0;
    if (count >= SHOWN || !areSimilarNames(name, suspectName)) return false;
    shown.set(suspectOf, count + 1);
    return true;
  });
}
