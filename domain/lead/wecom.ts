import { badInput } from '../decision.js';
import { message } from '../message.js';
import { normalisePlatformId } from './identity.js';

/** What WeCom's console shows of a callback. */
export interface WecomKeys {
  readonly corpId: string;
  readonly token: string;
  readonly encodingAesKey: string;
}

const LONGEST_TOKEN = 32;
const AES_KEY_LENGTH = 43;

/** The keys are as WeCom's console makes them; anything else would only be noticed once a customer is missing. */
export function checkWecomKeys({ corpId, token, encodingAesKey }: WecomKeys): void {
  if (!/^[\w-]{4,64}$/.test(corpId)) throw badInput('wecom.corpId', message('NOT_A_WECOM_CORP_ID'));
  if (!/^[A-Za-z0-9]+$/.test(token) || token.length > LONGEST_TOKEN)
    throw badInput('wecom.token', message('NOT_A_WECOM_TOKEN', { max: LONGEST_TOKEN }));
  if (!/^[A-Za-z0-9]+$/.test(encodingAesKey) || encodingAesKey.length !== AES_KEY_LENGTH)
    throw badInput('wecom.encodingAesKey', message('NOT_A_WECOM_AES_KEY', { length: AES_KEY_LENGTH }));
}

/** What a message of WeCom says, by the names of its fields. */
export type WecomFields = Readonly<Record<string, unknown>>;

/** Somebody became a contact of one of us, or is one no longer. */
export interface WecomContactEvent {
  readonly kind: 'ADDED' | 'LEFT';
  readonly change: string;
  /** Which of us, as WeCom calls them. */
  readonly userId: string;
  readonly externalUserId: string;
  /** The `state` of the QR code or link that they came by. */
  readonly state: string | null;
  /** The same however often WeCom sends it. */
  readonly messageId: string;
}

const CHANGES = new Map<string, WecomContactEvent['kind']>([
  ['add_external_contact', 'ADDED'],
  ['add_half_external_contact', 'ADDED'],
  ['del_external_contact', 'LEFT'],
  ['del_follow_user', 'LEFT'],
]);

/** The contact event in a message, or null where it tells of anything else. */
export function contactEventIn(fields: WecomFields): WecomContactEvent | null {
  const text = (name: string): string => (typeof fields[name] === 'string' ? fields[name].trim() : '');
  const change = text('ChangeType');
  const kind = text('Event') === 'change_external_contact' ? CHANGES.get(change) : undefined;
  const userId = text('UserID');
  const externalUserId = normalisePlatformId(text('ExternalUserID'));
  if (!kind || externalUserId === null || !/^[\w.@-]{1,64}$/.test(userId)) return null;
  const told = /^\d{1,20}$/.test(text('MsgId')) ? text('MsgId') : null;
  const messageId = told ?? [change, userId, externalUserId, text('CreateTime').slice(0, 20)].join('/');
  return { kind, change, userId, externalUserId, state: shortState(text('State')), messageId };
}

const LONGEST_STATE = 200;

const shortState = (state: string): string | null =>
  Array.from(state.replace(/\p{C}/gu, '')).slice(0, LONGEST_STATE).join('') || null;
