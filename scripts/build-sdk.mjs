// npm run build:sdk: the SDK as a package, in dist/sdk, for `npm pack` and `npm publish`: ESM and CommonJS, with types.
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import {
  filesBelow,
  fingerprint,
  inProject,
  installWhenStale,
  isStamped,
  packageFile,
  requireNode,
  run,
  writeStamp,
} from './project.mjs';

requireNode();
installWhenStale();
const source = (name) => inProject('clients', 'sdk', name);
const built = (...path) => inProject('dist', 'sdk', ...path);
const stamp = inProject('dist', '.sdk-stamp');
const contents = fingerprint([inProject('clients', 'sdk'), inProject('package-lock.json')].flatMap(filesBelow));
if (!isStamped(stamp, contents)) build();

function build() {
  rmSync(built(), { recursive: true, force: true });
  for (const format of ['esm', 'cjs'])
    run(process.execPath, [packageFile('typescript', 'bin/tsc'), '-p', source(`tsconfig.${format}.json`)]);
  writeFileSync(built('cjs', 'package.json'), `${JSON.stringify({ type: 'commonjs' })}\n`);
  for (const name of ['package.json', 'README.md']) copyFileSync(source(name), built(name));
  copyFileSync(inProject('LICENSE'), built('LICENSE'));
  writeStamp(stamp, contents);
}
