import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { may, type Viewer } from '../../domain/policy.js';
import { allOf } from './conditions.js';

type Text = RawBuilder<unknown>;

/**
 * Whether name, company or phone number of a customer or lead contain each of the words, whatever their width, case and accents. What is masked
 * can't be found out by searching for it, not even where it stands in for the name.
 */
export function matchesSearch(viewer: Viewer, table: string, search: string | null | undefined): Text | null {
  const words = wordsIn(search);
  if (words.length === 0) return null;
  const found = sql`${sql.ref(`${table}.id`)} in (select s.id from "Searchable" s where ${isFoundBy(words)})`;
  if (may(viewer, 'seeEverybody')) return found;
  const openly = allOf(words.map((word) => besidesContacts(table, word)));
  return sql`(${found} and (${showsContacts(viewer, table)} or ${openly}))`;
}

/** The words of a search; a phone number is one, however it is spaced. */
export function wordsIn(search: string | null | undefined): readonly string[] {
  const text = (search ?? '').normalize('NFKC').trim();
  const isNumber = /^\+?\d[\d\s()-]*$/.test(text);
  return isNumber ? [text.replace(/[\s()-]/g, '')] : text.split(/\s+/).filter((word) => word !== '');
}

/** Whether a text has this word in it, as the database folds both. */
export const contains = (column: Text, word: string): RawBuilder<SqlBool> => has(sql`search_fold(${column})`, word);

const has = (foldedText: Text, word: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`${foldedText} like search_pattern(${folded(word)})`;

export const folded = (word: string): Text => sql`search_fold(${word}::text)`;

/** The index over the keys says which rows may have all words, their texts which do. */
function isFoundBy(words: readonly string[]): RawBuilder<SqlBool> {
  const asked = words.map((word) => sql`search_asked(${folded(word)})`);
  const columns = [sql`s.name`, sql`s.company`, sql`s.phone`];
  const inAny = (word: string) => sql<SqlBool>`(${sql.join(columns.map((column) => has(column, word)), sql` or `)})`; // prettier-ignore
  return allOf([sql`${SEARCH_KEYS} @> (${sql.join(asked, sql` || `)})`, ...words.map(inAny)]);
}

/** As it stands in the index. */
const SEARCH_KEYS = sql`search_keys(s.name || E'\\n' || s.company || E'\\n' || s.phone)`;

/** Whether the word is found where no contact detail stands. */
function besidesContacts(table: string, word: string): RawBuilder<SqlBool> {
  const column = (name: string) => sql.ref(`${table}.${name}`);
  const isContact = sql`coalesce(${column('name')} in (${column('phone')}, ${column('email')}, ${column('wechat')}), false)`;
  return sql<SqlBool>`((${contains(column('name'), word)} and not ${isContact}) or coalesce(${contains(column('company'), word)}, false))`;
}

/** Contact details show to whoever sees everybody, of those that somebody owns, and in pools that don't mask them. */
export function showsContacts(viewer: Viewer, table: string): RawBuilder<SqlBool> {
  if (may(viewer, 'seeEverybody')) return sql<SqlBool>`true`;
  const column = (name: string) => sql.ref(`${table}.${name}`);
  const masking = sql`select p.id from "Pool" p where p.rules->'maskContacts' = 'true'`;
  return sql<SqlBool>`(${column('ownerId')} is not null or ${column('poolId')} is null or ${column('poolId')} not in (${masking}))`;
}
