import type { Label } from '../message.js';

/** What is said about where people hear of their cards. */
export const DELIVERY_TEXTS = {
  CHANNEL_TWICE: { 'zh-CN': '同一渠道只能设置一次', en: 'A channel can be set only once' },
  CHANNEL_NOT_SET_UP: {
    'zh-CN': '管理员尚未配置此渠道',
    en: 'This channel has not been set up by whoever runs the server',
  },
  CHANNEL_INBOX_IS_WHOLE: {
    'zh-CN': '站内消息始终完整送达，不可设置',
    en: 'The inbox always gets everything: there is nothing to set',
  },
  CHANNEL_ADDRESS_NEEDED: { 'zh-CN': '请填写接收地址', en: 'Enter the address that receives' },
  CHANNEL_ADDRESS_NOT_TAKEN: {
    'zh-CN': '此渠道发送到已绑定的企业微信账号，无需地址',
    en: 'It goes to the WeCom account that is linked: there is no address to enter',
  },
  CHANNEL_WECOM_NOT_LINKED: {
    'zh-CN': '尚未绑定企业微信账号',
    en: 'No WeCom account is linked',
  },
  CHANNEL_SECRET_NOT_TAKEN: { 'zh-CN': '此渠道没有密钥', en: 'This channel has no secret' },
  CHANNEL_BAD_WECOM_ROBOT: {
    'zh-CN': '应为企业微信群机器人的 Webhook 地址（{host}）或其中的 key',
    en: 'Has to be the webhook address of a WeCom group robot (at {host}), or its key',
  },
  CHANNEL_BAD_DINGTALK_ROBOT: {
    'zh-CN': '应为钉钉群机器人的 Webhook 地址（{host}）或其中的 access_token',
    en: 'Has to be the webhook address of a DingTalk robot (at {host}), or its access_token',
  },
  CHANNEL_BAD_FEISHU_BOT: {
    'zh-CN': '应为飞书群机器人的 Webhook 地址（{host}）或其末段；使用应用发送时为 ou_ 或 oc_ 开头的 ID',
    en: 'Has to be the webhook address of a Feishu bot (at {host}) or its last part; to send as the app, an id that begins with ou_ or oc_',
  },
  CHANNEL_FEISHU_APP_NEEDED: {
    'zh-CN': '管理员尚未配置飞书应用，不能发送到 ou_ 或 oc_',
    en: 'Sending to ou_ or oc_ takes a Feishu app, which has not been set up by whoever runs the server',
  },
  CHANNEL_BAD_WEBHOOK_SECRET: {
    'zh-CN': '应为 whsec_ 开头、至少 24 字节的 Base64 密钥',
    en: 'Has to be a secret that begins with whsec_, of 24 bytes or more in Base64',
  },
  CHANNEL_BAD_SECRET: {
    'zh-CN': '密钥不能含空格，最多 200 个字符',
    en: 'A secret has no spaces and at most 200 characters',
  },
  QUIET_HOURS_SHAPE: {
    'zh-CN': '应为 { from: "HH:mm", to: "HH:mm" }',
    en: 'Has to be { from: "HH:mm", to: "HH:mm" }',
  },
} as const satisfies Record<string, Label>;
