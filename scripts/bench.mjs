// npm run bench [-- R S D …]: the product beside hand-written limits and peers, interleaved in one run, on the PostgreSQL server of
// BENCH_DATABASE_URL, where it makes a database of its own and drops it; with REDIS_URL processes tell each other as in production.
import { buildWhenStale, fail, generatePrismaWhenStale, installWhenStale, requireNode, run } from './project.mjs';

const BENCHES = { R: 'bench/reads.ts', S: 'bench/subscriptions.ts', D: 'bench/reports.ts' };

requireNode();
const asked = process.argv.slice(2).map((letter) => letter.toUpperCase());
const unknown = asked.filter((letter) => !(letter in BENCHES));
if (unknown.length > 0) fail(`There is no bench ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}.`);
if (!process.env.BENCH_DATABASE_URL) fail('BENCH_DATABASE_URL has to name a PostgreSQL server.');
installWhenStale();
generatePrismaWhenStale();
buildWhenStale(); // what is measured is what people start
for (const letter of asked.length > 0 ? asked : Object.keys(BENCHES))
  run(process.execPath, ['--import', 'tsx', BENCHES[letter]]);
