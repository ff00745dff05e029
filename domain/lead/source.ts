import { fieldsFilledIn, ownFieldPath, type CustomField } from '../custom-field/custom-field.js';
import { badInput } from '../decision.js';
import { message } from '../message.js';
import { INTAKE_FIELDS, isIntakeField } from './intake.js';

/** How what a source delivers is read. */
export const SOURCE_KINDS = ['INTAKE', 'WECOM', 'MINI_PROGRAM', 'OFFICIAL_ACCOUNT'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** What somebody says about a source; null and left out stand for the default. */
export interface SourceWishes {
  readonly quality?: number | null;
  readonly allowedOrigins?: readonly string[] | null;
  readonly fieldMapping?: Readonly<Record<string, unknown>> | null;
}

/** A source's grade is 1 to 5, its origins are web origins, and its mapping leads to fields that there are, the organisation's own included. */
export function checkSource(
  { quality, allowedOrigins, fieldMapping }: SourceWishes,
  fields: readonly CustomField[],
): void {
  if (typeof quality === 'number' && (quality < 1 || quality > 5)) throw badInput('quality', message('QUALITY_RANGE'));
  (allowedOrigins ?? []).forEach((origin, index) => {
    if (!isOrigin(origin)) throw badInput(`allowedOrigins.${index}`, message('NOT_AN_ORIGIN'));
  });
  for (const [theirs, ours] of Object.entries(fieldMapping ?? {})) {
    const own = fieldsFilledIn(fields, 'LEAD').map(({ code }) => ownFieldPath(code));
    if (isIntakeField(ours) || own.some((path) => path === ours)) continue;
    const params = { field: String(ours), allowed: [...INTAKE_FIELDS, ...own].join(', ') };
    throw badInput(`fieldMapping.${theirs}`, message('UNKNOWN_INTAKE_FIELD', params));
  }
}

/** Whose keys each kind of source works with. */
const KEYS_OF = { INTAKE: null, WECOM: 'wecom', MINI_PROGRAM: 'wechat', OFFICIAL_ACCOUNT: 'wechat' } as const;

/** The keys that somebody gives, and whether those that are kept go on. */
export interface GivenKeys {
  readonly wecom: object | null;
  readonly wechat: { readonly hasToken: boolean } | null;
  readonly isKept: boolean;
}

/** A source that a provider feeds needs that provider's keys, and takes no others; an official account needs its callback's token. */
export function checkSourceKeys(kind: SourceKind, { wecom, wechat, isKept }: GivenKeys): void {
  const needed = KEYS_OF[kind];
  if (wecom && needed !== 'wecom') throw badInput('wecom', message('WECOM_KEYS_NOT_TAKEN'));
  if (wechat && needed !== 'wechat') throw badInput('wechat', message('WECHAT_KEYS_NOT_TAKEN'));
  if (needed !== null && !isKept && !wecom && !wechat) throw badInput(needed, message('REQUIRED'));
  if (kind === 'OFFICIAL_ACCOUNT' && wechat?.hasToken === false) throw badInput('wechat.token', message('REQUIRED'));
}

/** Those that are delivered to with a key of their own: forms and systems, and the pages of mini-programs. */
export const KEYED_KINDS = ['INTAKE', 'MINI_PROGRAM'] as const satisfies readonly SourceKind[];

export const hasIntakeKey = (kind: SourceKind): boolean => KEYED_KINDS.some((keyed) => keyed === kind);

/** Stands for any origin, as an empty list does. */
export const ANY_ORIGIN = '*';

/** Whether a source's form or page may stand at this web origin. */
export const mayDeliverFrom = (origin: string, allowedOrigins: readonly string[]): boolean =>
  acceptsAnyOrigin(allowedOrigins) || allowedOrigins.includes(origin);

export const acceptsAnyOrigin = (allowedOrigins: readonly string[]): boolean =>
  allowedOrigins.length === 0 || allowedOrigins.includes(ANY_ORIGIN);

/** Scheme, host and port as a browser sends them: lower case, no path, no default port. */
export function isOrigin(text: string): boolean {
  return text === ANY_ORIGIN || /^https?:\/\/(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(?::\d{1,5})?$/.test(text);
}
