import { readFileSync } from 'node:fs';
import { embeddedPool, openPglite } from '../commands/store/embedded-pool.js';
import { readMigrations } from '../commands/store/migrate.js';
import { sqlFromMigrationsTo } from '../commands/store/schema-engine.js';

const SCHEMA = 'schema/schema.prisma';

/** The SQL that the model has and the migrations lack, null when they agree; worked out in a database in memory. */
export async function pendingSql(): Promise<string | null> {
  const pglite = await openPglite({});
  const pool = embeddedPool(pglite);
  try {
    return await sqlFromMigrationsTo({ path: SCHEMA, content: readFileSync(SCHEMA, 'utf8') }, readMigrations(), pool);
  } finally {
    await pool.end();
    await pglite.close();
  }
}
