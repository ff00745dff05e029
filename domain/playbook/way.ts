import { outcomeOf, type Playbook, type StageDefinition } from './playbook.js';

/**
 * The way to a sale: the stages as the playbook lists them, up to the last that means won. What leads to a pool, ends otherwise or is listed
 * behind stands beside the way.
 */
export function wayOf({ definition: { stages } }: Playbook): readonly StageDefinition[] {
  const lastWon = stages.findLastIndex((stage) => outcomeOf(stage) === 'WON');
  const listed = lastWon < 0 ? stages : stages.slice(0, lastWon + 1);
  return listed.filter((stage) => outcomeOf(stage) === 'WON' || (!stage.end && !stage.toPool));
}

/** How far along the way a stage stands, from 1; 0 beside it. Whoever comes to a higher one has come forward. */
export const rankOf = (playbook: Playbook, code: string): number =>
  wayOf(playbook).findIndex((stage) => stage.code === code) + 1;
