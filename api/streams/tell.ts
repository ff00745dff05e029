import type { LoggedEvent } from '../../commands/store/event-log.js';
import type { SignedIn } from '../context.js';
import type { DurableFeed, Told } from './feed.js';
import { leftPool, poolsOf } from './pool-events.js';
import { mayReadCard, mayReceive } from './rights.js';
import type { Streams } from './streams.js';

type Tell = DurableFeed['tell'];

export const nobody = (): null => null;

/** To those who may query it, as it is. */
export function asItIs({ standings }: Pick<Streams, 'standings'>): Tell {
  return async (event) => {
    const standing = await standings.of(event);
    return (reader) => (mayReceive(reader, event, standing) ? { event, isHidden: false } : null);
  };
}

/** To those who may query it as it is, and to the others of a pool that somebody has left it. */
export function poolTellerOf(streams: Pick<Streams, 'standings' | 'poolTeams'>, poolId: string | null): Tell {
  const tellAsItIs = asItIs(streams);
  return async (event) => {
    const told = await tellAsItIs(event);
    const { left } = poolsOf(event);
    if (left === null || (poolId !== null && left !== poolId)) return told;
    const teams = await streams.poolTeams.read();
    const instead: Told = { event: leftPool(event, left), isHidden: true };
    return (reader: SignedIn) => told(reader) ?? (teams.areOpenTo(reader, left) ? instead : null);
  };
}

/** Escalations about what members of these teams own, or told to one of them, to those who may read the card. */
export function escalationTellerOf({ standings }: Pick<Streams, 'standings'>, teamIds: readonly string[]): Tell {
  return async (event) => {
    if (!isNewCard(event, ['ESCALATION'])) return nobody;
    const [standing, recipientTeam] = await Promise.all([standings.of(event), standings.teamOf(event.recipientId!)]);
    const isTheirs = [standing?.ownerTeamId, recipientTeam].some((id) => id && teamIds.includes(id));
    if (!isTheirs) return nobody;
    return (reader) => (mayReadCard(reader, event.recipientId!, recipientTeam) ? { event, isHidden: false } : null);
  };
}

/** Whether an event is a card of one of these kinds that wasn't there before: reading one is an event of it as well. */
export function isNewCard({ type, data }: LoggedEvent, kinds: readonly string[] | null): boolean {
  if (type !== 'NOTIFIED' || data['read'] === true) return false;
  return kinds === null || kinds.includes(data['kind'] as string);
}
