// Writes the SDL of the served schema, sorted and with its descriptions, to schema/schema.graphql.
import { writeFileSync } from 'node:fs';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { apiSchema } from '../api/build-schema.js';

const HEADER = '# Generated from api/ and schema/ by `npm run generate`.\n\n';

const schema = lexicographicSortSchema(await apiSchema());
writeFileSync(new URL('../schema/schema.graphql', import.meta.url), `${HEADER}${printSchema(schema)}\n`);
