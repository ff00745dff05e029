import { decideReview } from '../domain/customer/review.js';
import { command } from './command.js';

export interface WriteReview {
  readonly customerId: string;
  readonly note: string;
}

export const writeReview = command('writeReview', async (tx, { customerId, note }: WriteReview, call) => {
  const file = await tx.lockCustomer(customerId);
  return decideReview(file, note.trim(), call);
});
