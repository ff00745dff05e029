import type { Question } from './asked.js';
import type { History } from './history-types.js';
import { obligationsOf, type Obligation } from './obligations.js';
import { seesCustomer } from './visible.js';

/** What leaked, as far as its reader sees the customers today. */
export const leaksOf = (history: History, question: Question): readonly Obligation[] =>
  obligationsOf(history, question).filter(
    ({ leaked, customerId }) => leaked && seesCustomer(history, question.reader, customerId),
  );
