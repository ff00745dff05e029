// Everything in one process from source, with the demo company, restarted when a file changes.
import { generatePrismaWhenStale, installWhenStale, packageFile, requireNode, run } from './project.mjs';

requireNode();
installWhenStale();
generatePrismaWhenStale();
process.env.GENJIN_DEMO ??= '1';
run(process.execPath, [packageFile('tsx', 'dist/cli.mjs'), 'watch', '--clear-screen=false', 'main.ts']);
