import { event } from '../domain/change.js';
import { accept, badInput, notFound } from '../domain/decision.js';
import { hasIntakeKey } from '../domain/lead/source.js';
import { message } from '../domain/message.js';
import { command } from './command.js';
import { hashIntakeKey, newIntakeKey } from './intake-key.js';

export interface RotateSourceKey {
  readonly sourceId: string;
}

/** A source's new intake key, answered once; the old one opens nothing any more. */
export const rotateSourceKey = command('rotateSourceKey', async (tx, { sourceId }: RotateSourceKey) => {
  const intakeKey = newIntakeKey();
  const source = await tx.sql
    .updateTable('Source')
    .set({ keyHash: hashIntakeKey(intakeKey) })
    .where('id', '=', sourceId)
    .returning(['name', 'kind'])
    .executeTakeFirst();
  if (!source) throw notFound('sourceId');
  if (!hasIntakeKey(source.kind)) throw badInput('sourceId', message('SOURCE_HAS_NO_KEY'));
  const rotated = event('SETTINGS_CHANGED', { data: { sourceId, name: source.name, keyRotated: true } });
  return accept([rotated], { sourceId, secret: intakeKey });
});
