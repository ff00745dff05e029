import { event } from '../domain/change.js';
import { accept, badInput } from '../domain/decision.js';
import { checkSource } from '../domain/lead/source.js';
import { message } from '../domain/message.js';
import { command } from './command.js';
import { hashIntakeKey, newIntakeKey } from './intake-key.js';

export interface CreateSource {
  readonly name: string;
  readonly channel: string;
  readonly quality?: number | null;
  readonly allowedOrigins?: readonly string[] | null;
  readonly fieldMapping?: Readonly<Record<string, unknown>> | null;
  readonly defaultTags?: readonly string[] | null;
}

export const DEFAULT_QUALITY = 3;

/** A new source with its intake key: answered once, only its hash is kept. */
export const createSource = command('createSource', async (tx, input: CreateSource, call) => {
  checkSource(input);
  const taken = await tx.sql.selectFrom('Source').select('id').where('name', '=', input.name).executeTakeFirst();
  if (taken) throw badInput('name', message('NAME_TAKEN'));
  const id = call.newId('Source');
  const intakeKey = newIntakeKey();
  await tx.sql
    .insertInto('Source')
    .values({
      id,
      name: input.name,
      channel: input.channel,
      quality: input.quality ?? DEFAULT_QUALITY,
      keyHash: hashIntakeKey(intakeKey),
      allowedOrigins: [...(input.allowedOrigins ?? [])],
      fieldMapping: input.fieldMapping ? JSON.stringify(input.fieldMapping) : null,
      defaultTags: [...(input.defaultTags ?? [])],
      createdAt: call.now,
    })
    .execute();
  return accept([event('SETTINGS_CHANGED', { data: { sourceId: id, name: input.name } })], {
    sourceId: id,
    secret: intakeKey,
  });
});
