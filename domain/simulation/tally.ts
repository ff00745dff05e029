import type { Changes } from '../change.js';
import type { Message } from '../message.js';

export const EFFECTS = ['MOVE_REFUSED', 'MOVE', 'RECLAIM', 'REMINDER', 'ESCALATION'] as const;
export type Effect = (typeof EFFECTS)[number];

/** One thing that would have happened, and why. */
export interface Sample {
  readonly effect: Effect;
  readonly at: Date;
  readonly customerId: string;
  readonly because: readonly Message[];
}

/** What would have happened, and into which pool where it is a reclaim. */
export interface Happening {
  readonly effect: Effect;
  readonly poolId: string | null;
}

/** How often customers would have come to a pool, and how many of them. */
export interface Reclaimed {
  readonly reclaims: number;
  readonly customers: number;
}

interface Kept {
  readonly sample: Sample;
  readonly place: number;
}

/** What one of several counted, as data that may travel. */
export interface Counted {
  readonly counts: Readonly<Record<Effect, number>>;
  readonly reclaimed: ReadonlyMap<string, Reclaimed>;
  readonly samples: readonly (Omit<Sample, 'at'> & { readonly at: number })[];
}

/** How often each effect would have happened, with some of each to look at. */
export class Tally {
  readonly counts: Record<Effect, number> = { MOVE_REFUSED: 0, MOVE: 0, RECLAIM: 0, REMINDER: 0, ESCALATION: 0 };
  /** By the pool that they would have come to. */
  readonly reclaimed = new Map<string, Reclaimed>();
  private readonly kept = new Map<Effect, Kept[]>();
  /** Who came to a pool last: what happens to one customer is counted in one go. */
  private readonly lastOf = new Map<string, string>();

  constructor(private readonly most: number) {}

  count(sample: Sample, poolId: string | null = null): void {
    this.counts[sample.effect] += 1;
    if (poolId !== null) this.countReclaimed(poolId, sample.customerId);
    this.keep(sample);
  }

  /** What was counted, to be added to what others counted. */
  counted(): Counted {
    const kept = [...this.kept.values()].flat();
    return {
      counts: this.counts,
      reclaimed: this.reclaimed,
      samples: kept.map(({ sample }) => ({ ...sample, at: sample.at.getTime() })),
    };
  }

  add({ counts, reclaimed, samples }: Counted): void {
    for (const effect of EFFECTS) this.counts[effect] += counts[effect];
    for (const [poolId, more] of reclaimed) this.addReclaimed(poolId, more);
    for (const { at, ...rest } of samples) this.keep({ ...rest, at: new Date(at) });
  }

  /** At most so many in all, as many of each effect as there is room for, earliest first. */
  samples(): readonly Sample[] {
    const waiting = EFFECTS.map((effect) => [...(this.kept.get(effect) ?? [])]).filter((kept) => kept.length > 0);
    const chosen: Sample[] = [];
    for (let turn = 0; chosen.length < this.most && waiting.some((kept) => kept.length > 0); turn += 1) {
      const next = waiting[turn % waiting.length]!.shift();
      if (next) chosen.push(next.sample);
    }
    return chosen.sort(byTime);
  }

  private countReclaimed(poolId: string, customerId: string): void {
    this.addReclaimed(poolId, { reclaims: 1, customers: this.lastOf.get(poolId) === customerId ? 0 : 1 });
    this.lastOf.set(poolId, customerId);
  }

  private addReclaimed(poolId: string, more: Reclaimed): void {
    const { reclaims, customers } = this.reclaimed.get(poolId) ?? { reclaims: 0, customers: 0 };
    this.reclaimed.set(poolId, { reclaims: reclaims + more.reclaims, customers: customers + more.customers });
  }

  /** The samples with the lowest places stay: spread over all customers, and the same each time. */
  private keep(sample: Sample): void {
    const kept = this.kept.get(sample.effect) ?? [];
    this.kept.set(sample.effect, kept);
    const next = { sample, place: placeOf(sample) };
    if (kept.length === this.most && next.place >= kept.at(-1)!.place) return;
    const index = kept.findIndex(({ place }) => place > next.place);
    kept.splice(index < 0 ? kept.length : index, 0, next);
    if (kept.length > this.most) kept.pop();
  }
}

const byTime = (a: Sample, b: Sample): number =>
  a.at.getTime() - b.at.getTime() ||
  a.customerId.localeCompare(b.customerId, 'en') ||
  EFFECTS.indexOf(a.effect) - EFFECTS.indexOf(b.effect);

/** What changes of the system's own mean for people: a card that reminds or escalates, a customer moved or taken back. */
export function effectsIn(changes: Changes): readonly Happening[] {
  return changes.flatMap((change) => {
    if ('add' in change && change.add === 'Notification') return cardEffect(change.row.kind);
    if (!('event' in change) || !change.event.rule) return [];
    if (change.event.type === 'CUSTOMER_MOVED') return [{ effect: 'MOVE' as const, poolId: null }];
    if (change.event.type !== 'CUSTOMER_RECLAIMED') return [];
    return [{ effect: 'RECLAIM' as const, poolId: change.event.data?.['poolId'] as string }];
  });
}

function cardEffect(kind: string): readonly Happening[] {
  if (kind === 'REMINDER' || kind === 'RECLAIM_WARNING') return [{ effect: 'REMINDER', poolId: null }];
  return kind === 'ESCALATION' ? [{ effect: 'ESCALATION', poolId: null }] : [];
}

/** A place that is as good as drawn by lot (FNV-1a). */
function placeOf({ customerId, at, effect }: Sample): number {
  let hash = 0x811c9dc5;
  for (const char of `${customerId}${at.getTime()}${effect}`)
    hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193) >>> 0;
  return hash;
}
