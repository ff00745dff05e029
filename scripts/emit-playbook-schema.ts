// Writes the playbook's JSON Schema for editors; domain/playbook/schema.ts is its source. Run: npx tsx scripts/emit-playbook-schema.ts
import { writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { PLAYBOOK_SCHEMA } from '../domain/playbook/schema.js';

const target = new URL('../data/playbook.schema.json', import.meta.url);
writeFileSync(target, await format(JSON.stringify(PLAYBOOK_SCHEMA, null, 2), { parser: 'json', printWidth: 120 }));
