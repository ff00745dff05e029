export const REPORT_TEXTS = {
  FUNNEL_LEADS: { 'zh-CN': '线索', en: 'Leads' },
  FUNNEL_INTEREST: { 'zh-CN': '意向', en: 'Interest' },
  FUNNEL_TALKING: { 'zh-CN': '沟通', en: 'Talking' },
  FUNNEL_WON: { 'zh-CN': '成交', en: 'Won' },
  FUNNEL_LOST: { 'zh-CN': '流失', en: 'Lost' },
  FROM_AFTER_TO: { 'zh-CN': '开始时间不能晚于结束时间', en: 'The beginning lies after the end' },
} as const;
