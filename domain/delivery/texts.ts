import type { Label } from '../message.js';
import type { OutsideChannel } from './delivery.js';

/** How people call the channels. */
export const CHANNEL_NAMES: Readonly<Record<OutsideChannel, Label>> = {
  WECOM_ROBOT: { 'zh-CN': '企业微信群机器人', en: 'The WeCom group robot' },
  WECOM_APP: { 'zh-CN': '企业微信应用', en: 'The WeCom app' },
  DINGTALK_ROBOT: { 'zh-CN': '钉钉群机器人', en: 'The DingTalk robot' },
  FEISHU_BOT: { 'zh-CN': '飞书机器人', en: 'The Feishu bot' },
  EMAIL: { 'zh-CN': '邮件', en: 'E-mail' },
  WEBHOOK: { 'zh-CN': '个人 Webhook', en: 'Your webhook' },
};

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
  CHANNEL_REFUSED: { 'zh-CN': '{channel}已停用：设置被拒绝', en: '{channel} stopped: its setting was refused' },
  CHANNEL_REFUSED_BODY: {
    'zh-CN': '对方答复“{answer}”。请在通知设置中重新填写，之后未发出的消息会继续发送。',
    en: 'The answer was: {answer}. Enter it anew in your notification settings; what waits is sent then.',
  },
  CHANNEL_REFUSED_SHARED: {
    'zh-CN': '对方答复“{answer}”。请检查服务器上的配置，修正后重启服务即恢复发送。',
    en: 'The answer was: {answer}. Correct the configuration of the server and restart it: what waits is sent then.',
  },
  CHANNEL_TEST: { 'zh-CN': '测试消息：{channel}', en: 'Test message: {channel}' },
  CHANNEL_TEST_BODY: {
    'zh-CN': '收到这条消息，说明提醒可以这样送达。编号 {code}',
    en: 'If you read this, your reminders can reach you this way. Number {code}',
  },
  PUSH_LINK: { 'zh-CN': '打开：{link}', en: 'Open: {link}' },
  PUSH_SUBJECT: { 'zh-CN': '客户：{subject}', en: 'Customer: {subject}' },
  PUSH_DUE: { 'zh-CN': '到期时间：{due}', en: 'Due at: {due}' },
  PUSH_ALSO: { 'zh-CN': '同一客户还有 {count} 项：', en: 'For the same customer, {count} more:' },
  PUSH_HELD_BACK: {
    'zh-CN': '另有 {count} 条消息未推送，请在站内查看：',
    en: 'Not sent here since, and waiting in your inbox: {count}',
  },
  PUSH_NAMELESS_REMINDER: { 'zh-CN': '有一项跟进待处理', en: 'a follow-up is waiting for you' },
  PUSH_NAMELESS_ESCALATION: { 'zh-CN': '有一项逾期跟进已升级给您', en: 'an overdue follow-up was escalated to you' },
  PUSH_NAMELESS_RECLAIM_WARNING: { 'zh-CN': '有一位客户即将被回收', en: 'a customer is about to be taken back' },
  PUSH_NAMELESS_RECLAIMED: { 'zh-CN': '有一位客户已被回收', en: 'a customer was taken back' },
  PUSH_NAMELESS_ASSIGNED: { 'zh-CN': '有新的客户或线索分配给您', en: 'something new is yours' },
  PUSH_NAMELESS_DUPLICATE: { 'zh-CN': '您的客户有新的动态', en: 'somebody you know got in touch' },
  PUSH_NAMELESS_APPROVAL: { 'zh-CN': '有一项审批消息', en: 'there is news of an approval' },
  PUSH_NAMELESS_DIGEST: { 'zh-CN': '您的今日摘要已生成', en: 'your digest of the day is ready' },
  PUSH_NAMELESS_SYSTEM: { 'zh-CN': '有一条系统消息', en: 'there is a message of the system' },
} as const satisfies Record<string, Label>;
