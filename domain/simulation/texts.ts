/** What a simulation says besides the sentences of what it tries out. */
export const SIMULATION_TEXTS = {
  SIMULATED_IN_POOL: {
    'zh-CN': '按此标准，客户此时已在“{pool}”，须先领取',
    en: 'With this playbook the customer would have been in {pool} by then and had to be claimed first',
  },
  SIMULATED_NO_WAY: {
    'zh-CN': '不能从“{from}”到“{to}”：此状态没有出口',
    en: 'There is no way from {from} to {to}: nothing leads out of it',
  },
  SIMULATED_TOO_OFTEN: {
    'zh-CN': '某条规则的时限过短：一个客户在所选期间内触发了 {max} 次以上',
    en: 'The span of some rule is far too short: it acted more than {max} times for one customer',
  },
  SIMULATION_RUNNING: {
    'zh-CN': '正在进行另一次模拟，请稍后再试',
    en: 'Another simulation is running; please try again shortly',
  },
  SIMULATION_TOO_LONG: {
    'zh-CN': '模拟超过 {seconds} 秒未完成，请缩短时间范围',
    en: 'The simulation took longer than {seconds} seconds; choose a shorter window',
  },
  WINDOW_EMPTY: { 'zh-CN': '结束时间必须晚于开始时间', en: 'The end has to come after the beginning' },
  WINDOW_TOO_LONG: { 'zh-CN': '时间范围最长 {days} 天', en: 'The window is at most {days} days long' },
} as const;
