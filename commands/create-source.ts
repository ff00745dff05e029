import { event } from '../domain/change.js';
import { accept, badInput } from '../domain/decision.js';
import { checkSource, checkSourceKeys, hasIntakeKey, type SourceKind } from '../domain/lead/source.js';
import { message } from '../domain/message.js';
import { command } from './command.js';
import { hashIntakeKey, newIntakeKey } from './intake-key.js';
import type { CustomField } from '../domain/custom-field/custom-field.js';
import type { SealedSecret } from './secrets.js';
import type { Tx } from './store/tx.js';

export interface CreateSource {
  readonly name: string;
  readonly channel: string;
  readonly quality?: number | null;
  readonly allowedOrigins?: readonly string[] | null;
  readonly fieldMapping?: Readonly<Record<string, unknown>> | null;
  readonly defaultTags?: readonly string[] | null;
  readonly kind?: SourceKind | null;
  readonly wecom?: WecomCallback | null;
  readonly wechat?: WechatKeys | null;
}

/** The keys of a WeCom callback, as they are kept. */
export interface WecomCallback {
  readonly corpId: string;
  readonly keys: SealedSecret;
}

/** The keys of a mini-program or official account, as they are kept. */
export interface WechatKeys {
  readonly appId: string;
  /** Whether messages of its callback can be told to be WeChat's. */
  readonly hasToken: boolean;
  readonly keys: SealedSecret;
}

/** Null where none are given. */
export function configOf({ wecom, wechat }: Pick<CreateSource, 'wecom' | 'wechat'>): string | null {
  const given = wecom ?? wechat;
  return given ? JSON.stringify({ ...given, keys: given.keys.sealed }) : null;
}

export const DEFAULT_QUALITY = 3;

/** The organisation's own fields, which a mapping may lead to: nobody takes them away meanwhile. */
export const mappedTo = (
  tx: Tx,
  { fieldMapping }: Pick<CreateSource, 'fieldMapping'>,
): Promise<readonly CustomField[]> => (fieldMapping ? tx.lockFields() : Promise.resolve([]));

/** A new source with its intake key: answered once, only its hash is kept. One that nothing is delivered to by key answers none. */
export const createSource = command('createSource', async (tx, input: CreateSource, call) => {
  checkSource(input, await mappedTo(tx, input));
  const kind = input.kind ?? 'INTAKE';
  checkSourceKeys(kind, { wecom: input.wecom ?? null, wechat: input.wechat ?? null, isKept: false });
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
      kind,
      config: configOf(input),
      createdAt: call.now,
    })
    .execute();
  return accept([event('SETTINGS_CHANGED', { data: { sourceId: id, name: input.name } })], {
    sourceId: id,
    ...(hasIntakeKey(kind) && { secret: intakeKey }),
  });
});
