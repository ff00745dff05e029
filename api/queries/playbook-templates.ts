import { shippedData } from '../../commands/store/shipped-data.js';
import type { PlaybookDefinition } from '../../domain/playbook/playbook.js';

/** Trades that the product ships a playbook for, besides the default one. */
const TRADES = ['building-materials', 'training-school', 'saas'] as const;

let read: readonly PlaybookDefinition[] | undefined;

/** A playbook for each of these trades, ready to be published as it is or changed. */
export function playbookTemplates(): readonly PlaybookDefinition[] {
  return (read ??= TRADES.map((trade) => shippedData(`playbook.${trade}.json`) as PlaybookDefinition));
}
