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
  NO_MONTH: { 'zh-CN': '月份应写作 2026-11 这样的形式', en: 'A month is written like 2026-11' },
  STAGE_UNUSED: {
    'zh-CN': '连续三个月，进入此状态的不足全部进入次数的 1%',
    en: 'In each of three months, less than 1 % of all entries were into this stage',
  },
  STAGE_UNUSED_DO: {
    'zh-CN': '确认销售是否还需要它；不需要就在新版状态标准中删去或并入相邻状态',
    en: 'Ask whether anybody needs it; if not, drop it from the next version, or join it with its neighbour',
  },
  STAGE_LOW_CONVERSION: {
    'zh-CN': '离开此状态的客户只有 {now}% 向前推进，前三个月为 {before}%',
    en: 'Of those who left, {now} % moved forward; in the three months before it was {before} %',
  },
  STAGE_LOW_CONVERSION_DO: {
    'zh-CN': '查看流失原因和此状态的标准动作，看本月有何变化',
    en: 'Look at why they were lost, and at the stage’s next action: what was different this month?',
  },
  STAGE_LONG_DWELL: {
    'zh-CN': '停留时长中位数为 {now} 天，前三个月为 {before} 天',
    en: 'Half stayed for longer than {now} days; in the three months before it was {before} days',
  },
  STAGE_LONG_DWELL_DO: {
    'zh-CN': '缩短此状态的停留时限，或补上催办与升级规则',
    en: 'Shorten the time that the stage allows, or add reminders and an escalation',
  },
  STAGE_OFTEN_REFUSED: {
    'zh-CN': '进入此状态被拒 {refused} 次，成功 {moves} 次',
    en: 'Moves into this stage were refused {refused} times, and made {moves} times',
  },
  STAGE_OFTEN_REFUSED_DO: {
    'zh-CN': '检查进入条件是否过严、是否缺少可走的路径，或给团队讲解标准',
    en: 'See whether its conditions are too strict or a way there is missing, or explain the standard to the team',
  },
} as const;
