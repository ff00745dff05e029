import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './project-folder.js';

/** A file of data/: the defaults that the product ships. */
export function shippedData(name: string): unknown {
  return JSON.parse(readFileSync(join(projectFolder(), 'data', name), 'utf8'));
}
