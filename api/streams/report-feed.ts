import { viewerOf, type Context, type SignedIn } from '../context.js';
import { sourceOf, type LiveFeed } from './feed.js';
import { ALL_BUT_CARDS } from './topics.js';

/** How often a report is looked at at most, and at least: windows that end now move with the clock. */
const LOOK_AT_MOST_EVERY_MS = 2_000;
const LOOK_AT_LEAST_EVERY_MS = 60_000;

/** Reports as they stand, told again where they say something else. Nearly everything that happens can change them. */
export function reportFeed(
  ctx: Context,
  read: (reader: SignedIn) => Promise<readonly unknown[]>,
  says: NonNullable<LiveFeed['says']>,
) {
  viewerOf(ctx);
  return sourceOf({
    kind: 'live',
    key: '',
    topics: [ALL_BUT_CARDS],
    everyMs: LOOK_AT_MOST_EVERY_MS,
    atLeastEveryMs: LOOK_AT_LEAST_EVERY_MS,
    says,
    look: async (reader) => ({ roots: await read(reader) }),
  });
}
