import { texts } from '../../../language/texts.js';

export const moveOverWords = texts(
  {
    what: '团队成员名下、使用其他版本的客户，改按这一版继续：状态不变，下一步动作与计时重新开始。公海里的客户不变。',
    whose: '谁的客户',
    looking: '正在查看…',
    nobody: '没有要改的客户：都已使用这一版，或没有客户。',
    foreseen: (going: number, staying: number) =>
      staying === 0 ? `${going} 个客户会改用这一版。` : `${going} 个客户会改用这一版，${staying} 个保持原来的版本。`,
    standsFor: (code: string, count: number) => `${count} 个客户的状态 ${code} 在这一版里没有，对应为`,
    stay: '保持原来的版本',
    move: (n: number) => `${n} 个客户改用这一版`,
    sure: (n: number, team: string) => `${team}的 ${n} 个客户改用这一版？待审批的申请会作废，计时重新开始。`,
    moved: (n: number) => `${n} 个客户已改用这一版。`,
  },
  {
    what: 'Customers whom the team’s people own under another version go on under this one: in the same stage, with its next action and clocks begun anew. Those in pools stay as they are.',
    whose: 'Whose customers',
    looking: 'Looking…',
    nobody: 'There is nobody to take over: all follow this version, or there are no customers.',
    foreseen: (going: number, staying: number) =>
      staying === 0
        ? `${going} customers would come over.`
        : `${going} customers would come over, ${staying} keep their version.`,
    standsFor: (code: string, count: number) =>
      `${count} customers stand in ${code}, which isn’t in this version. It becomes`,
    stay: 'nothing: they keep their version',
    move: (n: number) => `Take ${n} customers over`,
    sure: (n: number, team: string) =>
      `Take ${n} customers of ${team} over to this version? What waits for approval becomes void, and clocks begin anew.`,
    moved: (n: number) => `${n} customers follow this version now.`,
  },
);
