import type { Label } from '../message.js';

export const RECURRING_TEXTS = {
  NOTE_DIGEST: {
    'zh-CN': '今日工作：待联系 {dueToday}，逾期 {overdue}',
    en: 'Today: {dueToday} to contact, {overdue} overdue',
  },
  NOTE_DIGEST_FOR: {
    'zh-CN': '代 {person} 的今日工作：待联系 {dueToday}，逾期 {overdue}',
    en: 'Today, standing in for {person}: {dueToday} to contact, {overdue} overdue',
  },
  NOTE_DIGEST_BODY: {
    'zh-CN':
      '今日待联系 {dueToday}，逾期未跟进 {overdue}，即将回收 {reclaimSoon}，待首次联系的线索 {newLeads}，需介入 {toStepIn}',
    en: 'To contact today: {dueToday}; overdue: {overdue}; about to be taken back: {reclaimSoon}; leads without a first contact: {newLeads}; to step in: {toStepIn}',
  },
  NOTE_MONTHLY_REVIEW: { 'zh-CN': '{month} 月度回顾', en: 'Review of {month}' },
  NOTE_MONTHLY_REVIEW_BODY: {
    'zh-CN': '{month}：新线索 {leads}，新客户 {customers}，成交 {won}，流失 {lost}，被系统回收 {reclaimed}',
    en: '{month}: {leads} new leads, {customers} new customers, {won} won, {lost} lost, {reclaimed} taken back',
  },
} as const satisfies Readonly<Record<string, Label>>;
