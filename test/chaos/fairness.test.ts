import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import pg from 'pg';
import { aDatabase, databaseUrl, onRealServer } from '../support/database.js';
import { aMember } from './fleet.js';
import { asker, type Ask } from './traffic.js';

const LEADS = 10_000;
const PROCESSES = 8;
const PEOPLE = 7;
const CAP = 1_000;
const PASSWORD = 'correct horse battery';

/** Several processes need a server: the embedded database belongs to one. */
const onServer = onRealServer ? test : test.skip;

onServer(
  'L7: 10,000 leads captured by 8 processes over 7 people with caps: fair at every moment, no cap passed, none with nobody',
  async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'genjin-fair-'));
    await aDatabase();
    const url = (await databaseUrl())!;
    const database = new pg.Pool({ connectionString: url, max: 1 });
    const settings = {
      DATA_DIR: dataDir,
      DATABASE_URL: url,
      ADMIN_PASSWORD: PASSWORD,
      AUTH_SECRET: 'only the chaos tests know this secret',
    };
    const members = [];
    try {
      for (let index = 0; index < PROCESSES; index++) {
        const member = await aMember({ ...settings, ...(index > 0 && { ROLE: 'api' }) });
        members.push(member);
        await member.start();
      }
      const asks = await Promise.all(members.map((member) => asker([member], PASSWORD)));
      const sourceId = await company(asks[0]!);
      let next = 0;
      let largestSpread = 0;
      const captureNext = async (ask: Ask): Promise<void> => {
        while (next < LEADS) {
          const number = next++;
          await capture(ask, sourceId, number);
          if (number % 250 === 0) largestSpread = Math.max(largestSpread, spreadOf(await held(database)));
        }
      };
      const began = Date.now();
      await Promise.all(asks.flatMap((ask) => [captureNext(ask), captureNext(ask)]));
      const seconds = Math.round((Date.now() - began) / 1000);

      const counts = await held(database);
      expect(counts).toHaveLength(PEOPLE);
      expect(counts).toEqual(Array.from({ length: PEOPLE }, () => CAP));
      expect(largestSpread).toBeLessThanOrEqual(1);
      const { rows } = await database.query(
        `select count(*)::int as all, count("poolId")::int as pooled,
        count(*) filter (where "ownerId" is null and "poolId" is null)::int as nobodys from "Lead"`,
      );
      expect(rows).toEqual([{ all: LEADS, pooled: LEADS - PEOPLE * CAP, nobodys: 0 }]);
      process.stdout.write(
        `${LEADS} leads by ${PROCESSES} processes in ${seconds} s, counts never further apart than ${largestSpread}\n`,
      );
    } finally {
      await Promise.all(members.map((member) => member.kill()));
      await database.end();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
  3_600_000,
);

/** A team of seven, none of whom may hold more than the cap, and a source whose leads are all promising. */
async function company(ask: Ask): Promise<string> {
  const { createTeam } = await ask<{ createTeam: { team: { id: string } } }>(
    'mutation { createTeam(input: { name: "华东组" }) { team { id } } }',
    {},
  );
  const createUser =
    'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } refusal { code } } }';
  for (let index = 0; index < PEOPLE; index++) {
    const input = {
      name: `销售${index}`,
      email: `sales${index}@example.com`,
      role: 'SALES',
      teamId: createTeam.team.id,
    };
    await ask(createUser, { input });
  }
  const { settings } = await ask<{ settings: { assignment: object } }>('{ settings { assignment } }', {});
  await ask('mutation ($input: SettingsInput!) { updateSettings(input: $input) { refusal { code } } }', {
    input: { assignment: { ...settings.assignment, capPerPerson: CAP } },
  });
  const { createSource } = await ask<{ createSource: { source: { id: string } } }>(
    'mutation { createSource(input: { name: "官网", channel: "WEBSITE", quality: 5 }) { source { id } } }',
    {},
  );
  return createSource.source.id;
}

async function capture(ask: Ask, sourceId: string, number: number): Promise<void> {
  const input = {
    sourceId,
    name: `客户${number}`,
    phone: `138${String(10_000_000 + number)}`,
    productInterest: '岩棉板',
    idempotencyKey: `lead-${number}`,
  };
  await ask('mutation ($input: CaptureLeadInput!) { captureLead(input: $input) { lead { id } refusal { code } } }', {
    input,
  });
}

/** How many leads each person holds, in one snapshot. */
async function held(database: pg.Pool): Promise<readonly number[]> {
  const { rows } = await database.query<{ n: number }>(
    `select count(l.id)::int as n from "User" u left join "Lead" l on l."ownerId" = u.id where u.role = 'SALES' group by u.id`,
  );
  return rows.map(({ n }) => n);
}

const spreadOf = (counts: readonly number[]): number => Math.max(...counts) - Math.min(...counts);
