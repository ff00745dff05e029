import { defineConfig } from 'prisma/config';

// `generate`, `validate` and `format` look for a schema-engine binary that they never run: any file that exists satisfies them,
// and nothing is downloaded. `migrate` runs it, so it keeps Prisma's own.
if (!process.argv.includes('migrate')) process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;

const url = process.env['DATABASE_URL'];

export default defineConfig({
  schema: 'schema/schema.prisma',
  migrations: { path: 'schema/migrations' },
  ...(url ? { datasource: { url } } : {}),
});
