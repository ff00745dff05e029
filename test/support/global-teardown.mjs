import { closeWorkerDatabase, dropDatabases } from './worker-database.mjs';

export default async function tearDown() {
  await closeWorkerDatabase();
  if (process.env.TEST_DATABASE_URL) await dropDatabases(process.env.TEST_DATABASE_URL);
}
