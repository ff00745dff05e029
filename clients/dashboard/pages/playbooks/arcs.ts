import type { StageRead } from './stages.js';

/** A move between two stages, by their places. */
export interface Arc {
  readonly from: number;
  readonly to: number;
  /** Also made by the system when nothing happens, only with a superior’s approval, or just allowed. */
  readonly kind: 'timed' | 'approval' | 'move';
}

/** Every move between two different stages that are there, each once. */
export function arcsOf(stages: readonly StageRead[]): readonly Arc[] {
  const placeOf = (code: string) => stages.findIndex((stage) => stage.code === code);
  return stages.flatMap(({ mayGoTo, needsApproval, timedTo }, from) =>
    [...new Set(mayGoTo.map(placeOf))]
      .filter((to) => to >= 0 && to !== from)
      .map((to) => {
        const { code } = stages[to]!;
        const kind = timedTo.includes(code) ? 'timed' : needsApproval.includes(code) ? 'approval' : 'move';
        return { from, to, kind };
      }),
  );
}
