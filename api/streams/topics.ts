import type { LoggedEvent } from '../../commands/store/event-log.js';
import type { Standing } from '../../domain/policy.js';
import { poolsOf } from './pool-events.js';

/** By what subscriptions are found when something happens: `cards of` a person, `customer` so and so, `type` so and so. */
export type Topic = string;

export const ALL: Topic = 'all';
export const ALL_BUT_CARDS: Topic = 'all but cards';
export const CARDS: Topic = 'cards';
export const CUSTOMERS: Topic = 'customers';
export const POOLS: Topic = 'pools';
export const ofType = (type: string): Topic => `type ${type}`;
export const cardsOf = (userId: string): Topic => `cards of ${userId}`;
export const ofCustomer = (id: string): Topic => `customer ${id}`;
export const ofPool = (id: string): Topic => `pool ${id}`;
export const heldBy = (userId: string): Topic => `held by ${userId}`;
export const heldInTeam = (teamId: string): Topic => `held in ${teamId}`;
export const ofImport = (id: string): Topic => `import ${id}`;

/** All that an event is about. A card is nobody's but its recipient's: it is about no customer and no pool. */
export function topicsOf(event: LoggedEvent): readonly Topic[] {
  const always = [ALL, ofType(event.type)];
  if (event.recipientId !== null) return [...always, CARDS, cardsOf(event.recipientId)];
  const { importId } = event.data as { importId?: unknown };
  return [
    ...always,
    ALL_BUT_CARDS,
    ...(event.customerId === null ? [] : [CUSTOMERS, ofCustomer(event.customerId)]),
    ...topicsOfPools(event),
    ...(event.type === 'IMPORT_CHANGED' && typeof importId === 'string' ? [ofImport(importId)] : []),
  ];
}

function topicsOfPools(event: LoggedEvent): readonly Topic[] {
  const pools = Object.values(poolsOf(event)).filter((id): id is string => id !== null);
  return pools.length === 0 ? [] : [POOLS, ...pools.map(ofPool)];
}

/** Whose work an event changes: of who has its customer or lead now, of who had them before, and of who has to take the step it is about. */
export function topicsOfHolders({ changes, data }: LoggedEvent, standing: Standing | null): readonly Topic[] {
  const before = changes.find(({ field }) => field === 'ownerId')?.old;
  const people = [standing?.ownerId, before, data['ownerId']].filter((id) => typeof id === 'string');
  const teamId = standing?.ownerTeamId;
  return [...new Set(people)].map(heldBy).concat(teamId ? [heldInTeam(teamId)] : []);
}
