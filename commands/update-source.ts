import { event } from '../domain/change.js';
import { accept, badInput, notFound } from '../domain/decision.js';
import { checkSource, checkSourceKeys } from '../domain/lead/source.js';
import { message } from '../domain/message.js';
import { command } from './command.js';
import { configOf, DEFAULT_QUALITY, mappedTo, type CreateSource } from './create-source.js';
import type { Tx } from './store/tx.js';

/** Left out means as it is; null means the default. */
export interface UpdateSource extends Partial<CreateSource> {
  readonly sourceId: string;
  readonly active?: boolean;
}

/** Changes how a source is called and read; an inactive one accepts nothing, and is checked anew when it is switched on. */
export const updateSource = command(
  'updateSource',
  async (tx, { sourceId, wecom = null, wechat = null, ...wishes }: UpdateSource) => {
    const { config, ...before } = await lockSource(tx, sourceId);
    const kept = before.fieldMapping as CreateSource['fieldMapping'];
    const checked = wishes.active ? { fieldMapping: kept ?? null, ...wishes } : wishes;
    checkSource(checked, await mappedTo(tx, checked));
    const after = { ...before, ...given(wishes) };
    const changes = FIELDS.map((field) => ({ field, old: before[field], new: after[field] })).filter(
      (change) => JSON.stringify(change.old) !== JSON.stringify(change.new),
    );
    const isKept = config !== null && after.kind === before.kind;
    checkSourceKeys(after.kind, { wecom, wechat, isKept });
    const newConfig = configOf({ wecom, wechat });
    if (changes.length === 0 && newConfig === null) return accept([], { sourceId });
    await refuseTakenName(tx, sourceId, after.name);
    const { fieldMapping, ...columns } = after;
    await tx.sql
      .updateTable('Source')
      .set({
        ...columns,
        // One that is no longer fed in the same way doesn't keep its keys.
        ...(newConfig === null && isKept ? {} : { config: newConfig }),
        fieldMapping: fieldMapping === null ? null : JSON.stringify(fieldMapping),
      })
      .where('id', '=', sourceId)
      .execute();
    const data = { sourceId, name: after.name, ...(newConfig !== null && { keysChanged: true }) };
    return accept([event('SETTINGS_CHANGED', { changes, data })], { sourceId });
  },
);

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

function given({ name, channel, active, kind, ...wishes }: Omit<UpdateSource, 'sourceId' | 'wecom' | 'wechat'>) {
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
