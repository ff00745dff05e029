import { CheckPoolDocument } from '../../../generated/operations.js';
import { answerOf } from '../../../connection/exchange.js';
import type { Ask } from '../../../rules/use-check.js';

/** What the API finds in a pool’s rules. */
export const checkPool: Ask = async (client, rules) => {
  const asked = client.query(CheckPoolDocument, { rules }, { requestPolicy: 'network-only' });
  return answerOf(await asked.toPromise()).checkPoolRules;
};
