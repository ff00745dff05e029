// npm run migrate:new -- what-changes: writes the step from the migrations to schema.prisma as the next migration. Read it before you commit it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pendingSql } from './pending-sql.js';

const name = process.argv
  .slice(2)
  .join('_')
  .toLowerCase()
  .replace(/[^a-z0-9]+/g, '_');
if (name === '') throw new Error('Say what changes: npm run migrate:new -- what-changes');

const sql = await pendingSql();
if (sql === null) {
  console.log('schema.prisma and the migrations agree: there is nothing to migrate.');
} else {
  const timestamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join('schema', 'migrations', `${timestamp}_${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'migration.sql'), sql.endsWith('\n') ? sql : `${sql}\n`);
  writeFileSync(join('schema', 'migrations', 'migration_lock.toml'), 'provider = "postgresql"\n');
  console.log(`Wrote ${folder}/migration.sql`);
}
