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
  WINDOWS_UNEQUAL: { 'zh-CN': '两个时间段的长度必须相同', en: 'Both windows have to be equally long' },
  PILOT_CONCLUSIVE: {
    'zh-CN': '差异明显：95% 置信区间不含 0',
    en: 'There is a difference: a 95 % interval excludes 0',
  },
  PILOT_INCONCLUSIVE: {
    'zh-CN': '尚不能下结论：样本太少，或 95% 置信区间含 0',
    en: 'Nothing can be concluded yet: too few customers, or the 95 % intervals include 0',
  },
} as const;
