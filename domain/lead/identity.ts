import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';

/** What makes two arrivals the same person. */
export const IDENTITY_KINDS = ['PHONE', 'EMAIL', 'WECHAT', 'UNIONID', 'OPENID', 'EXTERNAL_USERID'] as const;
export type IdentityKind = (typeof IDENTITY_KINDS)[number];

export interface Identity {
  readonly kind: IdentityKind;
  readonly value: string;
}

/** What the WeChat platform calls somebody. */
export interface PlatformIds {
  readonly unionId?: string | null;
  /** One per app, so its app's id stands before it: see `openIdOf`. */
  readonly openId?: string | null;
  readonly wecomExternalUserId?: string | null;
}

export interface ContactDetails extends PlatformIds {
  readonly phone?: string | null;
  readonly email?: string | null;
  readonly wechat?: string | null;
}

/** The marks by which somebody is recognised however they spelled their contact details; unreadable ones are left out. */
export function identitiesOf(details: ContactDetails, region: CountryCode = 'CN'): readonly Identity[] {
  const { phone, email, wechat, unionId, openId, wecomExternalUserId } = details;
  const found = [
    { kind: 'PHONE', value: phone ? normalisePhone(phone, region) : null },
    { kind: 'EMAIL', value: email ? normaliseEmail(email) : null },
    { kind: 'WECHAT', value: wechat ? normaliseWechat(wechat) : null },
    { kind: 'UNIONID', value: unionId ? normalisePlatformId(unionId) : null },
    { kind: 'OPENID', value: openId ? normalisePlatformId(openId) : null },
    { kind: 'EXTERNAL_USERID', value: wecomExternalUserId ? normalisePlatformId(wecomExternalUserId) : null },
  ] as const;
  return found.flatMap(({ kind, value }) => (value === null ? [] : [{ kind, value }]));
}

/** The one phone number in a text as +8613800138000, or null where there is none that can exist. */
export function normalisePhone(text: string, region: CountryCode = 'CN'): string | null {
  const number = parsePhoneNumberFromString(text.normalize('NFKC').trim(), region);
  return number?.isValid() ? number.number : null;
}

/** An e-mail address in one spelling, or null where it isn't one. */
export function normaliseEmail(text: string): string | null {
  const address = fold(text).replace(/^mailto:/, '');
  return address.length <= 254 && /^[^\s@<>,;]+@[^\s@<>,;.]+(\.[^\s@<>,;.]+)+$/.test(address) ? address : null;
}

/** A WeChat id in one spelling (upper and lower case are the same id), or null where it isn't one. */
export function normaliseWechat(text: string): string | null {
  const id = fold(text);
  return /^[a-z0-9_-]{5,64}$/.test(id) ? id : null;
}

/** An id of the WeChat platform as it is (upper and lower case differ), or null where it can't be one. */
export function normalisePlatformId(text: string): string | null {
  const id = text.trim();
  return /^(?:[\w-]{1,64}:)?[\w-]{6,128}$/.test(id) ? id : null;
}

/** Somebody's openid, which only their app knows them by, as one text. */
export const openIdOf = (appId: string, openId: string): string => `${appId}:${openId}`;

/** Latin legal forms are whole words (Cisco keeps its end); the Chinese ones follow the name without a space. */
const LATIN_FORM =
  /(?<![a-z0-9])(?:co|company|corp|corporation|inc|incorporated|limited|llc|llp|ltd|plc|pte|pvt|gmbh|group|holdings?) *$/;
const CHINESE_FORM = /(?:股份|有限|责任|責任)*(?<![分子])公司$|集[团團]$/;

/** A company's name without what people spell differently: width, case, spaces, brackets and the legal form at its end. */
export function foldCompany(text: string): string {
  const words = fold(text)
    .replace(/[\p{P}\p{S}\s]+/gu, ' ')
    .trim();
  const name = withoutEndings(words, LATIN_FORM).replaceAll(' ', '');
  return withoutEndings(name, CHINESE_FORM);
}

/** Takes endings off until none is left, but never the whole name. */
function withoutEndings(name: string, ending: RegExp): string {
  const shorter = name.replace(ending, '').trimEnd();
  return shorter === name || shorter === '' ? name : withoutEndings(shorter, ending);
}

const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase();
