import { generateCompany, type Company } from '../commands/demo/generate-company.js';
import { openDatabase } from '../commands/store/open-database.js';
import type { Member } from '../test/chaos/fleet.js';
import { quiet } from '../test/support/quiet-log.js';
import { PASSWORD, type Place } from './place.js';

const CUSTOMERS = Number(process.env['CUSTOMERS'] ?? 20_000);
const DAYS = 365;
/** Telling a life takes some milliseconds: beyond so many, each is lived by others, too. */
const LIVES = 4_000;

/** Somebody of the company with a session. */
export interface SignedIn {
  readonly id: string;
  readonly token: string;
}

/** The database of a started product with a company that has been at work for a year. The product begins anew, and knows nothing else. */
export async function aCompany({ databaseUrl, scratch, client }: Place, member: Member): Promise<Company> {
  const database = await openDatabase({ databaseUrl, dataDir: scratch, log: quiet });
  const company = await generateCompany(database, {
    seed: 7,
    customers: CUSTOMERS,
    days: DAYS,
    repeats: Math.ceil(CUSTOMERS / LIVES),
    history: 'REPORTS',
  });
  await database.close();
  await client.query('vacuum analyze');
  await member.stop();
  await member.start();
  return company;
}

/** Opens sessions for these people, who get the administrator's password for it. */
export async function signIn({ client }: Place, member: Member, ids: readonly string[]): Promise<readonly SignedIn[]> {
  await client.query(
    `update "User" set email = id || '@example.com',
       "passwordHash" = (select "passwordHash" from "User" where email = 'admin@localhost') where id = any($1)`,
    [ids],
  );
  const query = `mutation ($login: String!) { signIn(login: $login, password: "${PASSWORD}") { accessToken } }`;
  const people: SignedIn[] = [];
  for (const id of ids) {
    const body = JSON.stringify({ query, variables: { login: `${id}@example.com` } });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${member.url}/graphql`, { method: 'POST', headers, body });
    const { data } = (await response.json()) as { data: { signIn: { accessToken: string } } };
    people.push({ id, token: data.signIn.accessToken });
  }
  return people;
}
