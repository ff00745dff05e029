import { decideCancelFollowUp, type Cancellation } from '../domain/follow-up/cancel.js';
import { command } from './command.js';
import { lockFollowUp } from './follow-up-subject.js';

export interface CancelFollowUp extends Cancellation {
  readonly followUpId: string;
}

export const cancelFollowUp = command('cancelFollowUp', async (tx, input: CancelFollowUp, call) => {
  const { file, followUp } = await lockFollowUp(tx, input.followUpId);
  return decideCancelFollowUp(file, followUp, input, call);
});
