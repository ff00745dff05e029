import type { ConditionCode } from '../../domain/playbook/conditions.js';
import { codedConditions, type PlaybookDefinition, type StageDefinition } from '../../domain/playbook/playbook.js';

/** One move that somebody may try: from a stage to a stage, with some of its conditions met. */
export interface MoveCase {
  readonly from: string;
  readonly to: StageDefinition;
  readonly isEdge: boolean;
  /** Where the playbook leads from here. */
  readonly allowed: readonly string[];
  /** Of the conditions of `to`. */
  readonly met: readonly ConditionCode[];
  /** The others, in the playbook's order. */
  readonly unmet: readonly ConditionCode[];
  /** Whether everything that no condition of `to` asks for is recorded as well, or nothing of it. */
  readonly elsewhere: 'NOTHING' | 'EVERYTHING';
}

/** Every pair of stages × every subset of the conditions of the second; where there is an edge, with nothing else recorded and with everything else. */
export function everyMove({ stages }: PlaybookDefinition): readonly MoveCase[] {
  return stages.flatMap(({ code: from, mayGoTo: allowed }) =>
    stages.flatMap((to) => {
      const conditions = codedConditions(to);
      const isEdge = allowed.includes(to.code);
      return subsetsOf(conditions).flatMap((met) =>
        (isEdge ? (['NOTHING', 'EVERYTHING'] as const) : (['NOTHING'] as const)).map((elsewhere) => {
          const unmet = conditions.filter((code) => !met.includes(code));
          return { from, to, isEdge, allowed, met, unmet, elsewhere };
        }),
      );
    }),
  );
}

export const caseName = ({ from, to, met, elsewhere }: MoveCase): string =>
  `${from} → ${to.code} with ${met.join(', ') || 'nothing'}, ${elsewhere.toLowerCase()} else`;

const subsetsOf = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  all.reduce<readonly (readonly T[])[]>((sets, one) => [...sets, ...sets.map((set) => [...set, one])], [[]]);
