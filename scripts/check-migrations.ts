import { pendingSql } from './pending-sql.js';

const sql = await pendingSql();
if (sql !== null) {
  console.error(
    `schema.prisma and schema/migrations differ; npm run migrate:new -- <name> would write:\n\n${sql.split('\n').slice(0, 30).join('\n')}`,
  );
  process.exitCode = 1;
}
