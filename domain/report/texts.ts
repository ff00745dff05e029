export const REPORT_TEXTS = {
  FUNNEL_LEADS: { 'zh-CN': '线索', en: 'Leads' },
  FUNNEL_INTEREST: { 'zh-CN': '意向', en: 'Interest' },
  FUNNEL_TALKING: { 'zh-CN': '沟通', en: 'Talking' },
  FUNNEL_WON: { 'zh-CN': '成交', en: 'Won' },
  FUNNEL_LOST: { 'zh-CN': '流失', en: 'Lost' },
  FROM_AFTER_TO: { 'zh-CN': '开始时间不能晚于结束时间', en: 'The beginning lies after the end' },
  OBLIGATION_FOLLOW_UP: { 'zh-CN': '计划的跟进', en: 'A planned follow-up' },
  OBLIGATION_STAGE_ACTION: { 'zh-CN': '状态的下一步', en: 'The next action of the stage' },
  OBLIGATION_FIRST_CONTACT: { 'zh-CN': '领取后的首次联系', en: 'The first contact after a claim' },
} as const;
