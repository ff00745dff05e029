import type { Label } from '../message.js';

/** What is said about mini-programs and official accounts, and about their keys. */
export const WECHAT_TEXTS = {
  WECHAT_KEYS_NOT_TAKEN: {
    'zh-CN': '只有小程序和公众号来源需要这些参数',
    en: 'Only sources of kind MINI_PROGRAM and OFFICIAL_ACCOUNT take these',
  },
  NOT_A_WECHAT_APP_ID: {
    'zh-CN': '不是有效的 AppID（wx 开头，共 18 位）',
    en: 'Not a valid AppID: wx and 16 hexadecimal digits',
  },
  NOT_A_WECHAT_SECRET: {
    'zh-CN': '不是有效的 AppSecret（32 位）',
    en: 'Not a valid AppSecret: 32 hexadecimal digits',
  },
  WECHAT_CODE_DEAD: {
    'zh-CN': '微信凭证无效、已过期或已使用，请重新获取',
    en: 'This code of WeChat is not valid, has expired or was used; get a new one',
  },
  WECHAT_NOT_A_CODE: { 'zh-CN': '不是微信凭证', en: 'Not a code of WeChat' },
  WECHAT_UNAVAILABLE_DETAIL: {
    'zh-CN': '微信暂时没有应答，请稍后重试',
    en: 'WeChat does not answer at present; try again later',
  },
  NOTE_UNFOLLOWED: { 'zh-CN': '已取消关注公众号：{name}', en: 'No longer follows the official account: {name}' },
  NOTE_UNFOLLOWED_BODY: {
    'zh-CN': '{name} 取消关注了公众号，暂不能通过公众号联系',
    en: '{name} no longer follows the official account and can’t be reached through it',
  },
} as const satisfies Record<string, Label>;
