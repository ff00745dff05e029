import type { Label } from '../message.js';

/** What is said around quotes, contracts, payments and deliveries. */
export const DEAL_TEXTS = {
  AMOUNT_TOO_LARGE: { 'zh-CN': '金额合计过大', en: 'The sum is too large' },
  CURRENCY_IN_USE: {
    'zh-CN': '分期或付款已按 {currency} 登记，币种不能更改',
    en: 'Instalments or payments are recorded in {currency}, so the currency can not change',
  },
  INSTALMENTS_EXCEED: {
    'zh-CN': '各期合计 {sum}，超过合同金额 {amount}',
    en: 'The instalments add up to {sum}, more than the agreed {amount}',
  },
  PAYMENT_EXCEEDS_INSTALMENT: {
    'zh-CN': '该期仅剩 {open} 未付；多出的款项请不指定分期另行登记',
    en: 'Only {open} of this instalment is open; record what exceeds it without an instalment',
  },
  TAX_NUMBER_LENGTH: {
    'zh-CN': '纳税人识别号应为 18 位（统一社会信用代码）或 15 位',
    en: 'A taxpayer’s number has 18 signs (unified social credit code) or 15',
  },
  TAX_NUMBER_SIGN: {
    'zh-CN': '纳税人识别号中有不允许的字符，或地区代码不是数字',
    en: 'The taxpayer’s number holds a sign that none has, or its region is not in digits',
  },
  TAX_NUMBER_CHECK: {
    'zh-CN': '纳税人识别号校验位不符，请核对',
    en: 'The check sign of the taxpayer’s number does not fit; please compare it',
  },

  QUOTE_NOT_SENT: { 'zh-CN': '未发送', en: 'Not sent' },
  QUOTE_AWAITING_RECEIPT: { 'zh-CN': '已发待确认', en: 'Sent, receipt not confirmed' },
  QUOTE_RECEIPT_CONFIRMED: { 'zh-CN': '客户已确认收到', en: 'Receipt confirmed' },

  UNMET_DELIVERY_OPENED: { 'zh-CN': '尚未成交，交付还没有开始', en: 'Not won yet, so there is nothing to deliver' },
  GUIDE_DELIVERY_OPENED: { 'zh-CN': '先转为成交', en: 'Win the customer first' },
  UNMET_WON_OR_LOST: { 'zh-CN': '客户既未成交也未流失', en: 'The customer is neither won nor lost' },
  GUIDE_WON_OR_LOST: { 'zh-CN': '成交或流失时填写复盘', en: 'Write it with the move to won or lost' },

  BECAUSE_RECEIPT: {
    'zh-CN': '报价 {amount} 已发出 {span}，客户还未确认收到',
    en: 'The quote of {amount} was sent {span} ago, and nobody confirmed that it arrived',
  },
  BECAUSE_REVIEW: {
    'zh-CN': '进入“{stage}”{span}，还没有写复盘',
    en: '{stage}: entered {span} ago, and there is no review yet',
  },
  BECAUSE_PAYMENT_AHEAD: {
    'zh-CN': '第 {number} 期款 {amount} 将于 {due} 到期，提前提醒',
    en: 'Instalment {number} of {amount} is due at {due}; a reminder ahead of it',
  },
  BECAUSE_PAYMENT_DUE: {
    'zh-CN': '第 {number} 期款 {amount} 于 {due} 到期，尚未收齐',
    en: 'Instalment {number} of {amount} is due at {due} and has not come in',
  },
  BECAUSE_PAYMENT_UNPAID: {
    'zh-CN': '第 {number} 期款 {amount} 已于 {due} 到期，{span}内仍未收齐',
    en: 'Instalment {number} of {amount} was due at {due} and has not come in within {span}',
  },
  BECAUSE_PLAN_DUE: {
    'zh-CN': '成交后 {span}内应排定收款计划，目前没有或与合同金额不符',
    en: 'Instalments are to be set within {span}; there are none, or they do not add up to what was agreed',
  },
  BECAUSE_PLAN_UNHEEDED: {
    'zh-CN': '收款计划应于 {due} 前排定，{span}内仍未排定',
    en: 'Instalments were to be set by {due} and were not within {span}',
  },
  BECAUSE_DELIVERY_DUE: {
    'zh-CN': '应于 {due} 前指定交付负责人',
    en: 'Somebody has to be named by {due} who delivers',
  },
  BECAUSE_DELIVERY_UNHEEDED: {
    'zh-CN': '应于 {due} 前指定交付负责人，{span}内仍未指定',
    en: 'Somebody was to be named by {due} who delivers, and nobody was within {span}',
  },

  NOTE_RECEIPT: { 'zh-CN': '请确认客户已收到报价：{customer}', en: 'Please ask whether the quote arrived: {customer}' },
  NOTE_REVIEW: { 'zh-CN': '请写复盘：{customer} · {stage}', en: 'Please write the review: {customer} · {stage}' },
  NOTE_PAYMENT_AHEAD: {
    'zh-CN': '即将收款：{customer} · 第 {number} 期 {open}',
    en: 'Payment due soon: {customer} · instalment {number}, {open}',
  },
  NOTE_PAYMENT_DUE: {
    'zh-CN': '请催款：{customer} · 第 {number} 期 {open} 未到账',
    en: 'Payment outstanding: {customer} · instalment {number}, {open}',
  },
  NOTE_PLAN_DUE: { 'zh-CN': '请排定收款计划：{customer}', en: 'Please set the instalments: {customer}' },
  NOTE_DELIVERY_DUE: { 'zh-CN': '请移交交付：{customer}', en: 'Please hand over the delivery: {customer}' },
  NOTE_DELIVERY: { 'zh-CN': '交付由您负责：{customer}', en: 'Yours to deliver: {customer}' },
  NOTE_DELIVERY_BODY: {
    'zh-CN': '{customer} 已成交，现由您负责交付',
    en: '{customer} has bought; the delivery is yours',
  },
  NOTE_DELIVERY_BODY_NOTE: {
    'zh-CN': '{customer} 已成交，现由您负责交付。{note}',
    en: '{customer} has bought; the delivery is yours. {note}',
  },
} as const satisfies Record<string, Label>;
