import { createHash, randomBytes } from 'node:crypto';
import { event } from '../domain/change.js';
import { accept, badInput } from '../domain/decision.js';
import { message } from '../domain/message.js';
import { command } from './command.js';

export interface CreateSource {
  readonly name: string;
  readonly channel: string;
  readonly quality?: number | null;
  readonly allowedOrigins?: readonly string[] | null;
  readonly fieldMapping?: Readonly<Record<string, unknown>> | null;
  readonly defaultTags?: readonly string[] | null;
}

const newIntakeKey = (): string => `ik_${randomBytes(24).toString('base64url')}`;

const hashKey = (key: string): string => createHash('sha256').update(key).digest('base64url');

/** A new source with its intake key: answered once, only its hash is kept. */
export const createSource = command('createSource', async (tx, input: CreateSource, call) => {
  const quality = input.quality ?? 3;
  if (quality < 1 || quality > 5) throw badInput('quality', message('QUALITY_RANGE'));
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
      quality,
      keyHash: hashKey(intakeKey),
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
