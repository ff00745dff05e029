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
} as const;
