import { decideCompleteFollowUp, type ContactRecord } from '../domain/follow-up/complete.js';
import { withQuoteDocument, type QuoteGiven } from './attachment.js';
import { command } from './command.js';
import { lockFollowUp } from './follow-up-subject.js';

export interface CompleteFollowUp extends QuoteGiven<ContactRecord> {
  readonly followUpId: string;
}

export const completeFollowUp = command('completeFollowUp', async (tx, input: CompleteFollowUp, call) => {
  const { file, followUp } = await lockFollowUp(tx, input.followUpId);
  return decideCompleteFollowUp(file, followUp, await withQuoteDocument(tx, input), call);
});
