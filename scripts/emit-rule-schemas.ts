// Writes the JSON Schemas of playbooks and pool rules for editors; domain/ is their source.
import { writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { PLAYBOOK_SCHEMA } from '../domain/playbook/schema.js';
import { POOL_SCHEMA } from '../domain/pool/schema.js';

for (const [name, schema] of Object.entries({ playbook: PLAYBOOK_SCHEMA, pool: POOL_SCHEMA })) {
  const target = new URL(`../data/${name}.schema.json`, import.meta.url);
  writeFileSync(target, await format(JSON.stringify(schema, null, 2), { parser: 'json', printWidth: 120 }));
}
