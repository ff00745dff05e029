// Everything that is derived: database client → SDL → documents → SDK, and the JSON Schemas of rules. Cleans first, so nothing outlives its source.
// --derived leaves the database client, which others may be reading, as it is.
import { existsSync, rmSync } from 'node:fs';
import {
  generatePrismaWhenStale,
  inProject,
  installWhenStale,
  packageFile,
  requireNode,
  run,
  say,
} from './project.mjs';

requireNode();
installWhenStale();
if (!process.argv.includes('--derived')) rmSync(inProject('schema', 'generated'), { recursive: true, force: true });
generatePrismaWhenStale();

if (existsSync(inProject('scripts', 'emit-sdl.ts'))) {
  say('emitting schema/schema.graphql');
  run(process.execPath, ['--import', 'tsx', 'scripts/emit-sdl.ts']);
}
if (existsSync(inProject('codegen.ts'))) {
  say('generating clients/*/generated');
  for (const client of ['sdk', 'dashboard'])
    rmSync(inProject('clients', client, 'generated'), { recursive: true, force: true });
  run(process.execPath, [packageFile('@graphql-codegen/cli', 'esm/bin.js'), '--config', 'codegen.ts', '--silent']);
}
if (existsSync(inProject('scripts', 'emit-rule-schemas.ts'))) {
  say('emitting data/*.schema.json');
  run(process.execPath, ['--import', 'tsx', 'scripts/emit-rule-schemas.ts']);
}
