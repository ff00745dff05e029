import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Viewer } from '../../domain/policy.js';
import type { Run } from '../command.js';
import type { Passwords } from '../passwords.js';
import type { FileStore } from '../store/file-store.js';
import type { Database } from '../store/open-database.js';
import { updateUser } from '../update-user.js';
import { generateCompany } from './generate-company.js';

export interface DemoCompany {
  readonly logins: readonly string[];
  readonly password: string;
}

interface Place {
  readonly database: Database;
  readonly run: Run;
  readonly passwords: Passwords;
  readonly files: FileStore;
}

/** A dealer in building materials and the people it sells to, as they are today; none of them exists. */
const COMPANY = { seed: 2026, customers: 240, days: 60, sales: 6 };

/**
 * Fills a database that has just started with a company that has been at work for two months: customers all along the way, some due today and
 * some overdue, some in the pool. A manager, a team lead and two of the team can sign in.
 */
export async function seedDemo({ database, run, passwords, files }: Place): Promise<DemoCompany> {
  const { crew } = await generateCompany(database, COMPANY);
  const { lead, sales } = crew.teams[0]!;
  const known: readonly (readonly [Viewer, name: string, email: string])[] = [
    [crew.manager, '赵经理', 'zhao@demo.example'],
    [lead, '陈组长', 'chen@demo.example'],
    [sales[0]!, '林小姐', 'lin@demo.example'],
    [sales[1]!, '王先生', 'wang@demo.example'],
  ];
  const password = randomBytes(9).toString('base64url');
  const hash = await passwords.hash(password);
  for (const [{ id: userId }, name, email] of known)
    await run(updateUser, { userId, name, email, password: hash }, { by: null });
  await keepContracts(database, files);
  return { logins: known.map(([, , email]) => email), password };
}

/** Every contract can be opened: it is one empty page. */
async function keepContracts({ sql: db }: Database, files: FileStore): Promise<void> {
  const contracts = await db
    .updateTable('File')
    .set({ size: String(PAGE.length) })
    .returning('storageKey')
    .execute();
  for (const { storageKey } of contracts) await files.put(storageKey, Readable.from([PAGE]), PAGE.length);
}

const PAGE = Buffer.from(`%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >> endobj
trailer << /Root 1 0 R >>
%%EOF
`);
