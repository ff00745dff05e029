import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { aDatabase, databaseUrl, onRealServer } from '../support/database.js';
import { asCsv, peopleTable } from '../support/people-table.js';
import { until } from '../support/until.js';
import { aMember, peakMemoryMb, type Member } from './fleet.js';
import { asker, type Ask } from './traffic.js';

const ROWS = 100_000;
const KILLS = 3;
const PASSWORD = 'correct horse battery';

interface Import {
  readonly status: string;
  readonly total: number | null;
  readonly done: number;
  readonly created: number;
  readonly duplicates: number;
  readonly failed: number;
  readonly kept: number | null;
  readonly finishedAt: string | null;
}

/** The embedded database lives in the same process: there the memory is mostly its own. */
const MOST_MEMORY_MB = onRealServer ? 300 : 1500;

test('L10: 100,000 rows survive kill -9 in the middle, none counts twice, in bounded memory, and can be taken back', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'genjin-import-'));
  if (onRealServer) await aDatabase();
  const url = await (onRealServer ? databaseUrl() : undefined);
  const member = await aMember({
    DATA_DIR: dataDir,
    ADMIN_PASSWORD: PASSWORD,
    AUTH_SECRET: 'only the chaos tests know this secret',
    ...(url && { DATABASE_URL: url }),
  });
  try {
    await member.start();
    const ask = await asker([member], PASSWORD);
    const table = peopleTable(ROWS);
    const importId = await started(ask, member, asCsv(table));
    for (let kill = 1; kill <= KILLS; kill++) {
      await until(
        'the import has come further',
        async () => (await importRun(ask, importId)).done > (ROWS * kill) / 5,
        900_000,
      );
      await member.kill();
      await member.start();
    }
    const ended = await overIn(ask, importId);
    const { created, duplicates, failed } = table;
    expect(ended).toMatchObject({ status: 'DONE', total: ROWS, done: ROWS, created, duplicates, failed });
    expect(await totalLeads(ask)).toBe(created);
    const peak = await peakMemoryMb(member);
    process.stdout.write(`100,000 rows, killed ${KILLS} times: at most ${peak} MB in a process\n`);
    expect(peak).toBeLessThan(MOST_MEMORY_MB);

    await ask('mutation ($input: ImportIdInput!) { revertImport(input: $input) { refusal { code } } }', {
      input: { importId },
    });
    expect(await overIn(ask, importId)).toMatchObject({ status: 'REVERTED', kept: 0 });
    expect(await totalLeads(ask)).toBe(0);
  } finally {
    await member.kill();
    rmSync(dataDir, { recursive: true, force: true });
  }
}, 3_600_000);

async function started(ask: Ask, member: Member, csv: string): Promise<string> {
  const { createSource } = await ask<{ createSource: { source: { id: string } } }>(
    'mutation { createSource(input: { name: "展会名单", channel: "EVENT" }) { source { id } } }',
    {},
  );
  const bytes = new TextEncoder().encode(csv);
  const { createUpload } = await ask<{ createUpload: { uploadUrl: string; file: { id: string } } }>(
    'mutation ($input: CreateUploadInput!) { createUpload(input: $input) { uploadUrl file { id } } }',
    { input: { name: '名单.csv', contentType: 'text/csv', size: bytes.length } },
  );
  const { status } = await fetch(new URL(createUpload.uploadUrl, member.url), { method: 'PUT', body: bytes });
  expect(status).toBe(204);
  const { startImport } = await ask<{ startImport: { import: { id: string } } }>(
    'mutation ($input: StartImportInput!) { startImport(input: $input) { import { id } refusal { code } } }',
    { input: { fileId: createUpload.file.id, kind: 'LEADS', sourceId: createSource.source.id } },
  );
  return startImport.import.id;
}

async function importRun(ask: Ask, id: string): Promise<Import> {
  const { import: run } = await ask<{ import: Import }>(
    'query ($id: ID!) { import(id: $id) { status total done created duplicates failed kept finishedAt } }',
    { id },
  );
  return run;
}

async function overIn(ask: Ask, id: string): Promise<Import> {
  await until(
    'the import is over',
    async () => {
      await pause(1000);
      return (await importRun(ask, id)).finishedAt;
    },
    3_000_000,
  );
  return importRun(ask, id);
}

async function totalLeads(ask: Ask): Promise<number> {
  const { leads } = await ask<{ leads: { totalCount: number } }>('{ leads(first: 1) { totalCount } }', {});
  return leads.totalCount;
}
