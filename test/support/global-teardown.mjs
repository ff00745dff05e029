import { closeWorkerDatabase, dropDatabases } from './worker-database.mjs';

export default async function tearDown() {
  await closeWorkerDatabase();
  for (const server of process.env.TEST_DATABASE_URL?.split(',') ?? []) await dropDatabases(server);
}
