import { stageOf, type Playbook, type StageDefinition } from '../../domain/playbook/playbook.js';
import type { Context } from '../context.js';

/** A stage with its place among the playbook's. */
export interface StageRoot extends StageDefinition {
  readonly order: number;
}

export function stagesIn({ definition }: Playbook): readonly StageRoot[] {
  return definition.stages.map((stage, index) => ({ ...stage, order: index + 1 }));
}

export function stageIn(playbook: Playbook, code: string): StageRoot {
  const stage = stageOf(playbook, code);
  return { ...stage, order: playbook.definition.stages.indexOf(stage) + 1 };
}

export async function loadStage(playbookId: string, code: string, { loaders }: Context): Promise<StageRoot> {
  const playbook = await loaders.playbook.load(playbookId);
  if (!playbook) throw new Error(`There is no playbook ${playbookId}`);
  return stageIn(playbook, code);
}
