import { add, after } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import { stageVisit } from '../customer/stage-visit.js';
import type { Call } from '../decision.js';
import type { EventType } from '../event-types.js';
import { nextActionOf } from '../follow-up/next-action.js';
import { findStage, type StageDefinition } from '../playbook/playbook.js';
import { carriedOn } from '../settle.js';
import { happened } from './recorded.js';
import { replayed, type Scene } from './replay.js';

/** Whether the draft has the stage that the customer stands in: until then it says nothing about it. */
export const isOnDraft = ({ customer, playbook }: CustomerFile): boolean =>
  findStage(playbook, customer.stage) !== undefined;

/** What decides about stage, owner and pool: off the draft, history does. */
const DECIDING: ReadonlySet<EventType> = new Set<EventType>([
  'CUSTOMER_MOVED',
  'CUSTOMER_TRANSFERRED',
  'CUSTOMER_ASSIGNED',
  'CUSTOMER_CLAIMED',
  'CUSTOMER_RELEASED',
  'CUSTOMER_RECLAIMED',
  'LEAD_TOUCHED',
]);

/** A customer in a stage that the draft doesn't have goes its real way; once that leads to one of the draft's stages, it enters it. */
export function followed(file: CustomerFile, scene: Scene): CustomerFile {
  const { act, call } = scene;
  const result = act.entries.reduce((state, entry) => {
    const changes = DECIDING.has(entry.type) ? happened(state, entry) : replayed(state, entry, scene).changes;
    return after(state, changes);
  }, file);
  const stage = findStage(result.playbook, result.customer.stage);
  if (!stage) return result;
  const began = entered(result, stage, call);
  return carriedOn(began, began, call);
}

/** The customer stands in the stage, with its next action unless something is planned already. */
export function entered(file: CustomerFile, stage: StageDefinition, call: Call): CustomerFile {
  const standing: CustomerFile = { ...file, customer: { ...file.customer, stage: stage.code }, visit: null };
  const visit = add('StageVisit', stageVisit(file, stage, call));
  return after(standing, [visit, ...nextActionOf(standing, stage, call)]);
}
