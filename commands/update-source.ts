import { event } from '../domain/change.js';
import { accept, badInput, notFound } from '../domain/decision.js';
import { checkSource, checkSourceKind, type SourceKind } from '../domain/lead/source.js';
import { message } from '../domain/message.js';
import { command } from './command.js';
import { configOf, DEFAULT_QUALITY, type CreateSource, type WecomCallback } from './create-source.js';
import type { Tx } from './store/tx.js';

/** Left out means as it is; null means the default. */
export interface UpdateSource extends Partial<CreateSource> {
  readonly sourceId: string;
  readonly active?: boolean;
}

/** Changes how a source is called and read; an inactive one accepts nothing. */
export const updateSource = command('updateSource', async (tx, { sourceId, wecom, ...wishes }: UpdateSource) => {
  checkSource(wishes);
  const { config, ...before } = await lockSource(tx, sourceId);
  const after = { ...before, ...given(wishes) };
  const changes = FIELDS.map((field) => ({ field, old: before[field], new: after[field] })).filter(
    (change) => JSON.stringify(change.old) !== JSON.stringify(change.new),
  );
  checkSourceKind(after.kind, { hasWecom: Boolean(wecom) || config !== null, isGiven: Boolean(wecom) });
  if (changes.length === 0 && !wecom) return accept([], { sourceId });
  await refuseTakenName(tx, sourceId, after.name);
  const { fieldMapping, ...columns } = after;
  await tx.sql
    .updateTable('Source')
    .set({
      ...columns,
      ...configFor(after.kind, wecom ?? null),
      fieldMapping: fieldMapping === null ? null : JSON.stringify(fieldMapping),
    })
    .where('id', '=', sourceId)
    .execute();
  const data = { sourceId, name: after.name, ...(wecom && { keysChanged: true }) };
  return accept([event('SETTINGS_CHANGED', { changes, data })], { sourceId });
});

const FIELDS = [
  'name',
  'channel',
  'quality',
  'allowedOrigins',
  'fieldMapping',
  'defaultTags',
  'active',
  'kind',
] as const;

/** A source that is no longer fed by WeCom doesn't keep its keys. */
function configFor(kind: SourceKind, wecom: WecomCallback | null) {
  if (wecom) return { config: configOf(wecom) };
  return kind === 'WECOM' ? {} : { config: null };
}

async function lockSource(tx: Tx, id: string) {
  const row = await tx.sql
    .selectFrom('Source')
    .select([...FIELDS, 'config'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound('sourceId');
  return row;
}

function given({ name, channel, active, kind, ...wishes }: Omit<UpdateSource, 'sourceId' | 'wecom'>) {
  const { quality, allowedOrigins, fieldMapping, defaultTags } = wishes;
  return {
    ...(name !== undefined && { name: name.trim() }),
    ...(channel !== undefined && { channel: channel.trim() }),
    ...(active !== undefined && { active }),
    ...(kind && { kind }),
    ...(quality !== undefined && { quality: quality ?? DEFAULT_QUALITY }),
    ...(allowedOrigins !== undefined && { allowedOrigins: [...(allowedOrigins ?? [])] }),
    ...(fieldMapping !== undefined && { fieldMapping: fieldMapping ?? null }),
    ...(defaultTags !== undefined && { defaultTags: [...(defaultTags ?? [])] }),
  };
}

async function refuseTakenName(tx: Tx, id: string, name: string): Promise<void> {
  const other = await tx.sql
    .selectFrom('Source')
    .select('id')
    .where('name', '=', name)
    .where('id', '!=', id)
    .executeTakeFirst();
  if (other) throw badInput('name', message('NAME_TAKEN'));
}
