// `npm start` on a fresh clone: installs, generates and builds what is stale, then becomes the server itself, so that signals reach it.
import { pathToFileURL } from 'node:url';
import { buildWhenStale, generatePrismaWhenStale, inProject, installWhenStale, requireNode } from './project.mjs';

requireNode();
if (process.argv.includes('--demo')) process.env.GENJIN_DEMO = '1';
if (process.argv.includes('--restored')) process.env.GENJIN_RESTORED = '1';
process.chdir(inProject());
installWhenStale();
generatePrismaWhenStale();
buildWhenStale();
await import(pathToFileURL(inProject('dist', 'main.js')).href);
