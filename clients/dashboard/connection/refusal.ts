import type { Offer } from '../../sdk/refusals.js';
import { OFFERS } from '../../sdk/refusals.js';
import type { WhyRefusedFragment } from '../generated/operations.js';
import type { Wrong } from './wrong.js';

export type Refusal = WhyRefusedFragment;

/** What can be offered to somebody who was refused. */
export const offerOf = ({ code }: Refusal): Offer => OFFERS[code];

/** When to try again, where that is known. */
export const retryAtOf = (refusal: Refusal): string | null =>
  refusal.__typename === 'LimitReached' ? refusal.retryAt : null;

/** Why, at the field of the input that stands in the way; empty where it isn’t one alone. */
export const fieldIn = (refusal: Refusal): Wrong =>
  refusal.__typename === 'OtherRefusal' && refusal.field !== null ? { [refusal.field]: refusal.message } : {};
