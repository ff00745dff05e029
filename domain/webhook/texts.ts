/** What is said about webhooks. */
export const WEBHOOK_TEXTS = {
  NOTE_WEBHOOK_DISABLED: { 'zh-CN': 'Webhook 已停用：{host}', en: 'Webhook switched off: {host}' },
  NOTE_WEBHOOK_DISABLED_BODY: {
    'zh-CN': '发往 {host} 的事件一直无法送达（{answer}），已停止发送。修复后请重新启用，未送达的事件会继续发送。',
    en: 'Events could not be delivered to {host} ({answer}), so no more are sent. Switch it on again once it is repaired: it goes on where it stopped.',
  },
  WEBHOOK_SWITCHED_OFF: {
    'zh-CN': '已停用，不会发送；请先启用',
    en: 'It is switched off, and nothing is sent: switch it on first',
  },
  WEBHOOK_REMOVED: {
    'zh-CN': '接收它的 Webhook 已删除，无法重新发送',
    en: 'The webhook that it was for was removed: it can’t be sent again',
  },
} as const;
