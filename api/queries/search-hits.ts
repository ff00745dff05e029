import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import type { Viewer } from '../../domain/policy.js';
import { allOf } from './conditions.js';
import { folded, matchesSearch, showsContacts, wordsIn } from './search.js';
import { visibleCustomers, visibleLeads } from './visibility.js';

export interface SearchHit {
  readonly id: string;
  readonly kind: 'CUSTOMER' | 'LEAD';
}

/** Of very many, so many are looked at, those first whose names begin with what is searched for. */
const LOOKED_AT = 500;

/**
 * What a search box shows, the best first: a name that is what is searched for, one that begins with it, one that has it; a company alike; a phone
 * number. Among equals whoever was worked on last, or arrived last.
 */
export async function searchHits(
  { sql: db }: Database,
  viewer: Viewer,
  { text, first }: { readonly text: string; readonly first: number },
): Promise<readonly SearchHit[]> {
  const words = wordsIn(text);
  if (words.length === 0) return [];
  const some = (of: Subject, only: RawBuilder<SqlBool>) => sql`(
    select ${sql.ref(`${of.table}.id`)}, ${of.kind} as kind, ${rank(viewer, words, of)} as rank, ${of.at} as at
    from ${of.from} join "Searchable" n on n.id = ${sql.ref(`${of.table}.id`)}
    where ${allOf([of.seen(viewer), matchesSearch(viewer, of.table, text), only])} limit ${LOOKED_AT})`;
  const all = [CUSTOMERS, LEADS].flatMap((of) => [some(of, begins(sql`n.name`, words[0]!)), some(of, sql`true`)]);
  const { rows } = await sql<SearchHit>`
    select id, kind from (${sql.join(all, sql` union `)}) hit order by rank, at desc nulls last, id limit ${first}`.execute(
    db,
  );
  return rows;
}

interface Subject {
  readonly kind: SearchHit['kind'];
  readonly table: string;
  readonly from: RawBuilder<unknown>;
  readonly at: RawBuilder<unknown>;
  readonly seen: (viewer: Viewer) => RawBuilder<SqlBool>;
}

const CUSTOMERS: Subject = {
  kind: 'CUSTOMER',
  table: 'c',
  from: sql`"Customer" c`,
  at: sql`coalesce(c."lastActivityAt", c."createdAt")`,
  seen: (viewer) => visibleCustomers(viewer, 'c'),
};

/** One that became a customer is found as that. */
const LEADS: Subject = {
  kind: 'LEAD',
  table: 'l',
  from: sql`"Lead" l`,
  at: sql`l."receivedAt"`,
  seen: (viewer) => allOf([visibleLeads(viewer, 'l'), sql`l."customerId" is null`]),
};

const begins = (text: RawBuilder<unknown>, word: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`${text} ^@ ${folded(word)}`;

/** What is masked doesn't count: where somebody stands in the list would tell of it. */
function rank(viewer: Viewer, words: readonly string[], { table }: Subject): RawBuilder<number> {
  const has = (text: RawBuilder<unknown>) => sql`strpos(${text}, ${folded(words[0]!)}) > 0`;
  const [name, company] = [sql`n.name`, sql`n.company`];
  return sql<number>`case when not ${showsContacts(viewer, table)} then 5 when ${name} = ${folded(words.join(' '))} then 0
    when ${begins(name, words[0]!)} then 1 when ${has(name)} then 2 when ${begins(company, words[0]!)} then 3 when ${has(company)} then 4 else 5 end`;
}
