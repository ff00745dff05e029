import type { Label } from '../message.js';
import { isOneOf, mentions } from './matching.js';

/** What a tag rule asks of an arrival: all that is given must hold; of a list, one entry is enough. */
export interface TagWhen {
  readonly sourceIds?: readonly string[];
  readonly channels?: readonly string[];
  readonly campaigns?: readonly string[];
  /** Part of what they asked about, in either case. */
  readonly products?: readonly string[];
  /** Part of where they are. */
  readonly regions?: readonly string[];
  /** Part of what they wrote. */
  readonly words?: readonly string[];
}

export interface TagRule {
  readonly code?: string;
  readonly label?: Label;
  /** Left out: every arrival. */
  readonly when?: TagWhen;
  readonly tags: readonly string[];
}

export interface TaggingSettings {
  readonly rules: readonly TagRule[];
}

/** What an arrival says of itself. */
export interface TaggedFacts {
  readonly source: { readonly id: string; readonly channel: string };
  readonly campaign: string | null;
  readonly productInterest: string | null;
  readonly region: string | null;
  readonly message: string | null;
}

/** The tags that an arrival earns: those of every rule that fits, each once. */
export function tagsFor(arrived: TaggedFacts, { rules }: TaggingSettings): readonly string[] {
  return [...new Set(rules.filter(({ when = {} }) => fits(when, arrived)).flatMap(({ tags }) => tags))];
}

function fits(when: TagWhen, { source, campaign, productInterest, region, message }: TaggedFacts): boolean {
  return (
    isOneOf(when.sourceIds, source.id) &&
    isOneOf(when.channels, source.channel) &&
    isOneOf(when.campaigns, campaign) &&
    mentions(when.products, productInterest) &&
    mentions(when.regions, region) &&
    mentions(when.words, message)
  );
}

/** As many tags as one lead or customer carries: senders can't pile them up without end. */
export const MOST_TAGS = 50;

/** Tags that somebody has, and new ones as long as there is room: each once. */
export function unitedTags(before: readonly string[], more: readonly string[]): readonly string[] {
  return [...new Set([...before, ...more])].slice(0, Math.max(MOST_TAGS, before.length));
}
