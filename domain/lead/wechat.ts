import { badInput } from '../decision.js';
import { message } from '../message.js';
import type { PlatformIds } from './identity.js';

/** What WeChat's console shows of a mini-program or an official account. */
export interface WechatKeys {
  readonly appId: string;
  readonly appSecret: string;
  /** Of an official account's callback; a mini-program has none. */
  readonly token: string | null;
  /** Null: the callback's messages come unencrypted. */
  readonly encodingAesKey: string | null;
}

const LONGEST_TOKEN = 32;
const AES_KEY_LENGTH = 43;

/** The keys are as WeChat's console makes them; anything else would only be noticed once a customer is missing. */
export function checkWechatKeys({ appId, appSecret, token, encodingAesKey }: WechatKeys): void {
  if (!/^wx[\da-f]{16}$/.test(appId)) throw badInput('wechat.appId', message('NOT_A_WECHAT_APP_ID'));
  if (!/^[\da-f]{32}$/.test(appSecret)) throw badInput('wechat.appSecret', message('NOT_A_WECHAT_SECRET'));
  if (token !== null && (token.length < 3 || token.length > LONGEST_TOKEN || !/^[A-Za-z0-9]+$/.test(token)))
    throw badInput('wechat.token', message('NOT_A_WECOM_TOKEN', { max: LONGEST_TOKEN }));
  if (encodingAesKey !== null && !(encodingAesKey.length === AES_KEY_LENGTH && /^[A-Za-z0-9]+$/.test(encodingAesKey)))
    throw badInput('wechat.encodingAesKey', message('NOT_A_WECOM_AES_KEY', { length: AES_KEY_LENGTH }));
  if (encodingAesKey !== null && token === null) throw badInput('wechat.token', message('REQUIRED'));
}

/** The codes that a mini-program hands over instead of what they stand for: each is good once and for five minutes. */
export const CODE_FIELDS = ['phoneCode', 'loginCode'] as const;
export type CodeField = (typeof CODE_FIELDS)[number];

/** Until somebody says who they are, all that is known is what a platform calls them. */
export function nameOfStranger({ wecomExternalUserId, openId, unionId }: PlatformIds): string | null {
  if (wecomExternalUserId) return `企业微信客户 ${wecomExternalUserId.slice(-6)}`;
  const id = openId ?? unionId;
  return id ? `微信用户 ${id.slice(-6)}` : null;
}

export const isStranger = (name: string): boolean => /^(?:微信用户|企业微信客户) \S{1,6}$/.test(name);
