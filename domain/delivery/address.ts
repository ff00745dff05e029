import { badInput } from '../decision.js';
import { normaliseEmail } from '../lead/identity.js';
import { message } from '../message.js';
import type { TextCode } from '../texts.js';
import { isWebAddress } from '../webhook-url.js';
import type { OutsideChannel } from './delivery.js';
import type { OrganisationChannels } from './organisation.js';

/** Where a channel leads, in the words of its provider. */
export interface Address {
  /** As it may be shown: enough to know it again, not enough to send there. */
  readonly shown: string;
  /** All who send to the same place have the same; null: it goes through the organisation's own account, as everybody's does. */
  readonly place: string | null;
  /** What a call takes and nobody may read. Null: there is no secret about it. */
  readonly keys: AddressKeys | null;
}

export interface AddressKeys {
  /** A robot's key or token, the id of somebody or some group in Feishu, or a webhook's address. */
  readonly to: string;
  /** What a call is signed with. */
  readonly secret: string | null;
}

export interface GivenAddress {
  readonly address: string | null;
  readonly secret: string | null;
}

/** The address that somebody entered for a channel, or a complaint that names the field. WECOM_APP takes none: it goes to the linked account. */
export function readAddress(
  channel: Exclude<OutsideChannel, 'WECOM_APP'>,
  given: GivenAddress & { readonly address: string },
  organisation: OrganisationChannels,
  path: string,
): Address {
  const text = given.address.trim();
  const secret = given.secret?.trim() || null;
  switch (channel) {
    case 'WECOM_ROBOT': {
      refuseSecret(secret, path);
      const { apiUrl } = organisation.wecom;
      return robot(inUrl(text, apiUrl, '/cgi-bin/webhook/send', 'key'), null, complainer(path, channel, apiUrl));
    }
    case 'DINGTALK_ROBOT': {
      const { apiUrl } = organisation.dingtalk;
      const token = inUrl(text, apiUrl, '/robot/send', 'access_token');
      return robot(token, checkSecret(secret, path), complainer(path, channel, apiUrl));
    }
    case 'FEISHU_BOT':
      return feishu(text, secret, organisation, path);
    case 'EMAIL': {
      refuseSecret(secret, path);
      const shown = normaliseEmail(text);
      if (shown === null) throw badInput(`${path}.address`, message('NOT_AN_EMAIL'));
      return { shown, place: null, keys: null };
    }
    case 'WEBHOOK': {
      if (!isWebAddress(text)) throw badInput(`${path}.address`, message('NOT_A_WEBHOOK_URL'));
      if (!isWebhookSecret(secret)) throw badInput(`${path}.secret`, message('CHANNEL_BAD_WEBHOOK_SECRET'));
      return { shown: `${new URL(text).origin}/…`, place: text, keys: { to: text, secret } };
    }
  }
}

export const isFeishuId = (to: string): boolean => /^o[uc]_[\w-]{6,100}$/.test(to);

/** A group's bot signs for itself; to somebody, or to a group that it is in, the organisation's app sends. */
function feishu(text: string, secret: string | null, { feishu }: OrganisationChannels, path: string): Address {
  if (!isFeishuId(text)) {
    const token = lastOfUrl(text, feishu.apiUrl, '/open-apis/bot/v2/hook/');
    return robot(token, checkSecret(secret, path), complainer(path, 'FEISHU_BOT', feishu.apiUrl));
  }
  refuseSecret(secret, path);
  if (!feishu.app) throw badInput(`${path}.address`, message('CHANNEL_FEISHU_APP_NEEDED'));
  return { shown: masked(text), place: null, keys: { to: text, secret: null } };
}

function robot(to: string | null, secret: string | null, complain: () => never): Address {
  if (to === null || !/^[\w-]{8,200}$/.test(to)) complain();
  return { shown: masked(to), place: to, keys: { to, secret } };
}

const masked = (key: string): string => `…${key.slice(-4)}`;

/** The key in a robot's address, or the key itself. */
function inUrl(text: string, apiUrl: string, path: string, name: string): string | null {
  if (!/^https?:/i.test(text)) return text;
  const url = atProvider(text, apiUrl);
  return url?.pathname === new URL(path, apiUrl).pathname ? url.searchParams.get(name) : null;
}

function lastOfUrl(text: string, apiUrl: string, path: string): string | null {
  if (!/^https?:/i.test(text)) return text;
  const url = atProvider(text, apiUrl);
  return url?.pathname.startsWith(path) ? url.pathname.slice(path.length) : null;
}

function atProvider(text: string, apiUrl: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.host === new URL(apiUrl).host ? url : null;
}

type Robot = 'WECOM_ROBOT' | 'DINGTALK_ROBOT' | 'FEISHU_BOT';

const complainer =
  (path: string, channel: Robot, apiUrl: string): (() => never) =>
  () => {
    throw badInput(
      `${path}.address`,
      message(`CHANNEL_BAD_${channel}` satisfies TextCode, { host: new URL(apiUrl).host }),
    );
  };

function refuseSecret(secret: string | null, path: string): void {
  if (secret !== null) throw badInput(`${path}.secret`, message('CHANNEL_SECRET_NOT_TAKEN'));
}

function checkSecret(secret: string | null, path: string): string | null {
  if (secret !== null && !/^\S{1,200}$/.test(secret)) throw badInput(`${path}.secret`, message('CHANNEL_BAD_SECRET'));
  return secret;
}

const LEAST_SECRET_BYTES = 24;

const isWebhookSecret = (secret: string | null): boolean =>
  secret !== null &&
  /^whsec_[A-Za-z0-9+/]+={0,2}$/.test(secret) &&
  (secret.slice('whsec_'.length).replace(/=+$/, '').length * 3) / 4 >= LEAST_SECRET_BYTES;
