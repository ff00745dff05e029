// Lists what of schema/contract.graphql the emitted SDL doesn't have yet. Run after `npm run generate`: npx tsx scripts/pending-contract.ts
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { compareWithContract, readSchema } from '../test/support/contract.js';

const inProject = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

const { missing } = compareWithContract(
  readSchema(inProject('schema/contract.graphql')),
  readSchema(inProject('schema/schema.graphql')),
);
writeFileSync(
  inProject('test/architecture/contract-pending.json'),
  await format(JSON.stringify(missing), { parser: 'json', printWidth: 120 }),
);
