import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openDatabase, type Database } from '../../commands/store/open-database.js';
import { faultsOfClaims } from '../support/claim-log.js';
import { aDatabase, databaseUrl, onRealServer } from '../support/database.js';
import { quiet } from '../support/quiet-log.js';
import { aMember, type Member } from './fleet.js';
import { asker, type Ask } from './traffic.js';

/** All of them want one customer; of these, so many work for the minute. */
const EVERYBODY = 200;
const PEOPLE = 50;
const CUSTOMERS = 1_000;
const MINUTE_MS = 60_000;
const LIMITS = { dailyLimit: 40, cap: 15 };
/** What everybody may claim a day before the minute begins. */
const STRICT_LIMIT = 3;
const PASSWORD = 'correct horse battery';
/** The embedded database belongs to one process. */
const PROCESSES = onRealServer ? 2 : 1;

const CLAIM =
  'mutation ($input: ClaimCustomerInput!) { claimCustomer(input: $input) { customer { id } refusal { code } } }';
const NEXT = 'mutation ($input: ClaimNextInput!) { claimNext(input: $input) { customer { id } refusal { code } } }';
const RELEASE = 'mutation ($input: ReleaseCustomerInput!) { releaseCustomer(input: $input) { refusal { code } } }';

interface Claimed {
  readonly customer: { readonly id: string } | null;
  readonly refusal: { readonly code: string } | null;
}

/** Somebody in sales, with one way in through each process. */
interface Person {
  readonly asks: readonly Ask[];
  readonly own: string[];
}

test(`P3, P5: ${PEOPLE} people and ${CUSTOMERS} customers for a minute, through ${PROCESSES} processes: no double owner, no limit and no cap passed`, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'genjin-stampede-'));
  if (onRealServer) await aDatabase();
  const url = onRealServer ? (await databaseUrl())! : undefined;
  const settings = {
    DATA_DIR: dataDir,
    ...(url && { DATABASE_URL: url }),
    ADMIN_PASSWORD: PASSWORD,
    AUTH_SECRET: 'only the chaos tests know this secret',
  };
  const members: Member[] = [];
  try {
    for (let index = 0; index < PROCESSES; index++) {
      const member = await aMember({ ...settings, ...(index > 0 && { ROLE: 'api' }) });
      members.push(member);
      await member.start();
    }
    const admin = await asker([members[0]!], PASSWORD);
    const poolId = await rules(admin, { ...LIMITS, dailyLimit: STRICT_LIMIT });
    const everybody = await salespeople(admin, members);
    const customers = await pooled(admin);
    await exactly(everybody, customers);
    await rules(admin, LIMITS);
    const people = everybody.slice(0, PEOPLE);

    const counts = { claimed: 0, refused: 0, released: 0 };
    const end = Date.now() + MINUTE_MS;
    await Promise.all(people.map((person) => works(person, { poolId, customers, end, counts })));
    process.stdout.write(
      `a minute of ${PEOPLE} people on ${CUSTOMERS} customers: ${counts.claimed} claimed, ${counts.refused} refused, ${counts.released} given back\n`,
    );
    expect(counts.claimed).toBeGreaterThan(PEOPLE);
    await Promise.all(members.map((member) => member.stop()));
    const database = await openDatabase({ databaseUrl: url, dataDir, log: quiet });
    expect(await faultsIn(database)).toEqual([]);
    await database.close();
  } finally {
    await Promise.all(members.map((member) => member.kill()));
    rmSync(dataDir, { recursive: true, force: true });
  }
}, 900_000);

const faultsIn = (database: Database) => faultsOfClaims({ database }, LIMITS);

/** Enough claims a day for a minute's work, and nobody waits to claim again what they gave back. */
async function rules(admin: Ask, { dailyLimit, cap }: typeof LIMITS): Promise<string> {
  const { pools } = await admin<{ pools: { id: string; kind: string }[] }>('{ pools { id kind } }', {});
  const poolId = pools.find(({ kind }) => kind === 'PUBLIC')!.id;
  await admin('mutation ($input: UpdatePoolInput!) { updatePool(input: $input) { refusal { code } } }', {
    input: { poolId, rules: { dailyClaimLimit: dailyLimit, holdingCap: cap, coolDown: 'PT0S' } },
  });
  return poolId;
}

async function salespeople(admin: Ask, members: readonly Member[]): Promise<readonly Person[]> {
  const { createTeam } = await admin<{ createTeam: { team: { id: string } } }>(
    'mutation { createTeam(input: { name: "华东组" }) { team { id } } }',
    {},
  );
  const people: Person[] = [];
  for (let n = 0; n < EVERYBODY; n++) {
    const login = `sales${n}@example.com`;
    const input = { name: `销售${n}`, email: login, role: 'SALES', teamId: createTeam.team.id, password: PASSWORD };
    await admin('mutation ($input: CreateUserInput!) { createUser(input: $input) { refusal { code } } }', { input });
    people.push({ asks: await Promise.all(members.map((member) => asker([member], PASSWORD, login))), own: [] });
  }
  return people;
}

async function pooled(admin: Ask): Promise<readonly string[]> {
  const ids: string[] = [];
  let next = 0;
  const lane = async () => {
    while (next < CUSTOMERS) {
      const number = next++;
      const input = { name: `客户${number}`, phone: `138${String(10_000_000 + number)}` };
      const { createCustomer } = await admin<{ createCustomer: { customer: { id: string } } }>(
        'mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id } refusal { code } } }',
        { input },
      );
      ids.push(createCustomer.customer.id);
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  return ids;
}

/** Everybody wants one customer: one gets it. One person wants everything: exactly the day's limit succeeds. */
async function exactly(people: readonly Person[], customers: readonly string[]): Promise<void> {
  const claim = async (person: Person, turn: number, customerId: string) => {
    const ask = person.asks[turn % person.asks.length]!;
    const { claimCustomer } = await ask<{ claimCustomer: Claimed }>(CLAIM, { input: { customerId } });
    if (claimCustomer.customer) person.own.push(customerId);
    return claimCustomer.refusal?.code ?? 'CLAIMED';
  };
  const first = await Promise.all(people.map((person, turn) => claim(person, turn, customers[0]!)));
  expect(first.filter((code) => code === 'CLAIMED')).toHaveLength(1);
  expect(first.filter((code) => code === 'ALREADY_OWNED')).toHaveLength(EVERYBODY - 1);
  const eager = people.find(({ own }) => own.length === 0)!;
  const all = await Promise.all(customers.slice(1, 201).map((id, turn) => claim(eager, turn, id)));
  expect(all.filter((code) => code === 'CLAIMED')).toHaveLength(STRICT_LIMIT);
  expect(all.filter((code) => code === 'DAILY_CLAIM_LIMIT')).toHaveLength(200 - STRICT_LIMIT);
}

interface Work {
  readonly poolId: string;
  readonly customers: readonly string[];
  readonly end: number;
  readonly counts: { claimed: number; refused: number; released: number };
}

/** Claims at random and the best, and gives back, until the time is over. */
async function works({ asks, own }: Person, { poolId, customers, end, counts }: Work): Promise<void> {
  const claims = async (claimed: Claimed) => {
    if (claimed.customer) own.push(claimed.customer.id);
    counts[claimed.customer ? 'claimed' : 'refused'] += 1;
  };
  while (Date.now() < end) {
    const ask = asks[Math.floor(Math.random() * asks.length)]!;
    const dice = Math.random();
    if (dice < 0.35) await claims((await ask<{ claimNext: Claimed }>(NEXT, { input: { poolId } })).claimNext);
    else if (dice < 0.7) {
      const customerId = customers[Math.floor(Math.random() * customers.length)]!;
      await claims((await ask<{ claimCustomer: Claimed }>(CLAIM, { input: { customerId } })).claimCustomer);
    } else {
      const customerId = own.shift();
      if (!customerId) continue;
      await ask(RELEASE, { input: { customerId, reason: 'NO_CAPACITY' } });
      counts.released += 1;
    }
  }
}
