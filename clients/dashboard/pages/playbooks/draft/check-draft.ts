import { CheckDraftDocument } from '../../../generated/operations.js';
import { answerOf } from '../../../connection/exchange.js';
import type { Ask } from '../../../rules/use-check.js';

/** What the API finds in a playbook. */
export const checkDraft: Ask = async (client, definition) => {
  const asked = client.query(CheckDraftDocument, { definition }, { requestPolicy: 'network-only' });
  return answerOf(await asked.toPromise()).checkPlaybook;
};
