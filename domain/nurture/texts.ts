import type { Label } from '../message.js';

/** What is said about nurture channels, and to those who are written to. */
export const NURTURE_TEXTS = {
  NURTURE_URL_NEEDED: { 'zh-CN': '请填写接收地址', en: 'Enter the address that receives' },
  NURTURE_URL_NOT_TAKEN: { 'zh-CN': '名单类渠道没有接收地址', en: 'A list has no address that receives' },
  NOT_A_WEBHOOK_URL: {
    'zh-CN': '应为 https 地址，不含用户名和片段',
    en: 'Has to be an https address without a user or a fragment',
  },
  NURTURE_CHANNEL_INACTIVE: { 'zh-CN': '渠道已停用', en: 'The channel is switched off' },
  OPT_OUT_TITLE: { 'zh-CN': '退订', en: 'Unsubscribe' },
  OPT_OUT_ASK: { 'zh-CN': '不再接收我们的信息？', en: 'Stop receiving messages from us?' },
  OPT_OUT_BUTTON: { 'zh-CN': '确认退订', en: 'Unsubscribe' },
  OPT_OUT_DONE: { 'zh-CN': '已退订，我们不会再发送信息。', en: 'Done: we will not write to you any more.' },
} as const satisfies Record<string, Label>;
