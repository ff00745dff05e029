import { texts } from '../language/texts.js';

/** What a playbook may ask for before a stage is entered. */
export const conditionWords = texts(
  {
    CONTACT_METHOD: '有联系方式',
    FOLLOW_UP_DONE: '已完成一次跟进',
    NEED: '需求明确',
    BUDGET: '预算明确',
    TIMELINE: '时间计划明确',
    QUOTE_SENT: '已发送报价',
    QUOTE_RECEIPT_CONFIRMED: '客户确认收到报价',
    DECISION_MAKER_OR_DATE: '决策人或决策日期已知',
    CONTRACT_FILE: '已上传合同',
    INVOICE_CONFIRMED: '开票信息已确认',
    SIGNED_OR_FIRST_PAYMENT: '已签约或首付款到账',
    PAUSE_REASON: '填写暂停原因',
    LOSS_REASON: '填写流失原因',
    CLEAR_INTENT: '有明确意向',
  },
  {
    CONTACT_METHOD: 'A way to get in touch',
    FOLLOW_UP_DONE: 'A follow-up done',
    NEED: 'Need known',
    BUDGET: 'Budget known',
    TIMELINE: 'Timeline known',
    QUOTE_SENT: 'Quote sent',
    QUOTE_RECEIPT_CONFIRMED: 'Receipt of the quote confirmed',
    DECISION_MAKER_OR_DATE: 'Decision maker or date known',
    CONTRACT_FILE: 'Contract attached',
    INVOICE_CONFIRMED: 'Invoice details confirmed',
    SIGNED_OR_FIRST_PAYMENT: 'Signed, or first payment received',
    PAUSE_REASON: 'A reason for the pause',
    LOSS_REASON: 'A reason for the loss',
    CLEAR_INTENT: 'Clear intent',
  },
);
