import { decideRecordFollowUp, type ContactRecord } from '../domain/follow-up/complete.js';
import { withQuoteDocument, type QuoteGiven } from './attachment.js';
import { command } from './command.js';
import { lockNamedSubject } from './follow-up-subject.js';

export interface RecordFollowUp extends QuoteGiven<ContactRecord> {
  readonly customerId?: string | null;
  readonly leadId?: string | null;
}

export const recordFollowUp = command('recordFollowUp', async (tx, input: RecordFollowUp, call) => {
  const file = await lockNamedSubject(tx, input);
  return decideRecordFollowUp(file, await withQuoteDocument(tx, input), call);
});
