import type { Label } from '../message.js';

/** What is said when work goes from one person to another. */
export const HAND_OVER_TEXTS = {
  NOT_TO_ONESELF: { 'zh-CN': '不能交接给本人', en: 'Nobody hands over to themself' },
  ONE_RECIPIENT: { 'zh-CN': '请给出 toUserId 或 strategy 之一', en: 'Give toUserId or strategy, one of the two' },
  NOBODY_TO_TAKE_OVER: {
    'zh-CN': '该组没有可接手的成员，请指定接手人',
    en: 'Nobody in the team is there to take over; name a person',
  },
  BECAUSE_HANDED_OVER: { 'zh-CN': '同事交接', en: 'Handed over by a colleague' },
  NOTE_CUSTOMER_TRANSFERRED_BODY: { 'zh-CN': '{name} 现在由您负责：{note}', en: '{name} is yours now: {note}' },
  NOTE_HANDED_OVER: { 'zh-CN': '{from} 的工作交接给您', en: 'You take over from {from}' },
  NOTE_HANDED_OVER_BODY: {
    'zh-CN': '交接给您：客户 {customers}、线索 {leads}、待办跟进 {followUps}',
    en: 'Yours now: {customers} customers, {leads} leads, {followUps} open follow-ups',
  },
} as const satisfies Record<string, Label>;
