import type { Outcome } from '../../commands/command.js';

interface Loader<Row> {
  load(id: string): Promise<Row | null>;
}

/** What a command's answer names, as the viewer may see it now. */
export function named<Row>({ answer }: Outcome, name: string, loader: Loader<Row>): Promise<Row | null> | null {
  const id = answer[name];
  return typeof id === 'string' ? loader.load(id) : null;
}
