import type { Label } from '../message.js';

/** What is said about contacts that came or went in WeCom, and about the keys of its callback. */
export const WECOM_TEXTS = {
  BECAUSE_WECOM_CONTACT: { 'zh-CN': '在企业微信中已添加该客户', en: 'They added each other in WeCom' },
  NOTE_WECOM_LEFT: { 'zh-CN': '企业微信好友关系已解除：{name}', en: 'No longer a contact in WeCom: {name}' },
  NOTE_WECOM_LEFT_US_BODY: {
    'zh-CN': '{name} 在企业微信中删除了 {colleague}',
    en: '{name} removed {colleague} in WeCom',
  },
  NOTE_WECOM_LEFT_THEM_BODY: {
    'zh-CN': '{colleague} 在企业微信中删除了 {name}',
    en: '{colleague} removed {name} in WeCom',
  },

  SOURCE_HAS_NO_KEY: {
    'zh-CN': '该来源不通过密钥接收线索',
    en: 'Nothing is delivered to this source with an intake key',
  },
  WECOM_KEYS_NOT_TAKEN: { 'zh-CN': '只有企业微信来源需要这些参数', en: 'Only a source of kind WECOM takes these' },
  NOT_A_WECOM_CORP_ID: { 'zh-CN': '不是有效的企业 ID', en: 'Not a valid corp id of WeCom' },
  NOT_A_WECOM_TOKEN: {
    'zh-CN': 'Token 由英文或数字组成，最长 {max} 位',
    en: 'The token consists of at most {max} letters and digits',
  },
  NOT_A_WECOM_AES_KEY: {
    'zh-CN': 'EncodingAESKey 由 {length} 位英文或数字组成',
    en: 'The EncodingAESKey consists of exactly {length} letters and digits',
  },
} as const satisfies Record<string, Label>;
