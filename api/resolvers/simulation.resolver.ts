import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Reclaimed, Sample, Tally } from '../../domain/simulation/tally.js';
import { DateTime, Json } from '../../schema/scalars.js';
import { CustomerType } from '../../schema/types/customer.type.js';
import { PoolType } from '../../schema/types/pool.type.js';
import {
  PlaybookSimulationType,
  SimulatedEffectType,
  SimulatedReclaimsType,
} from '../../schema/types/simulation.type.js';
import { viewerOf, type Context } from '../context.js';
import { simulatePlaybook } from '../simulation/simulate-playbook.js';
import { LocaleArg, textIn, type AskedLocale } from '../texts.js';

@Resolver(() => PlaybookSimulationType)
export class SimulationFields {
  @Query(() => PlaybookSimulationType, {
    description:
      'Tries a draft of a playbook out on the past, and writes nothing: the customers’ history from one moment to another is lived through once more, people doing what they did, timers doing what the draft says. Of a draft whose key is published, for those who follow that key; of a new key, for everybody. MANAGER. Refused: a draft with errors (BAD_USER_INPUT with all `problems`, as checkPlaybook tells them), a window that is empty, longer than P92D or not yet past, one with so many customers or so short spans that it takes too long (BAD_USER_INPUT), and while another simulation is running (RATE_LIMITED). It ends when the caller goes away.',
  })
  simulatePlaybook(
    @Arg('definition', () => Json, { description: 'The whole draft, in the form that publishPlaybook takes.' })
    definition: unknown,
    @Arg('from', () => DateTime, { description: 'From when on.' }) from: Date,
    @Arg('to', () => DateTime, {
      description: 'Until just before this moment; at most P92D after `from`, and not in the future.',
    })
    to: Date,
    @Ctx() ctx: Context,
  ): Promise<Tally> {
    viewerOf(ctx, 'managePlaybooks');
    return simulatePlaybook(ctx.database, { definition, window: { from, to } }, ctx.gone());
  }

  @FieldResolver()
  movesRefused(@Root() { counts }: Tally): number {
    return counts.MOVE_REFUSED;
  }

  @FieldResolver()
  reminders(@Root() { counts }: Tally): number {
    return counts.REMINDER;
  }

  @FieldResolver()
  escalations(@Root() { counts }: Tally): number {
    return counts.ESCALATION;
  }

  @FieldResolver()
  reclaims(@Root() { counts }: Tally): number {
    return counts.RECLAIM;
  }

  @FieldResolver()
  moves(@Root() { counts }: Tally): number {
    return counts.MOVE;
  }

  @FieldResolver(() => [SimulatedReclaimsType], {
    description:
      'The same by the pool that they would have come to, the most customers first; only pools that somebody would have come to.',
  })
  reclaimsByPool(@Root() { reclaimed }: Tally): readonly PoolReclaims[] {
    const pools = [...reclaimed].map(([poolId, counts]) => ({ poolId, ...counts }));
    return pools.sort((a, b) => b.customers - a.customers || (a.poolId < b.poolId ? -1 : 1));
  }

  @FieldResolver(() => [SimulatedEffectType], {
    description:
      'Up to 50 of what would have happened, some of each kind and spread over all customers, earliest first.',
  })
  samples(@Root() tally: Tally): readonly Sample[] {
    return tally.samples();
  }
}

type PoolReclaims = Reclaimed & { readonly poolId: string };

@Resolver(() => SimulatedReclaimsType)
export class SimulatedReclaimsFields {
  @FieldResolver(() => PoolType, { description: 'The pool.' })
  pool(@Root() { poolId }: PoolReclaims, @Ctx() { loaders }: Context) {
    return loaders.pool.load(poolId);
  }
}

@Resolver(() => SimulatedEffectType)
export class SimulatedEffectFields {
  @FieldResolver(() => CustomerType, {
    nullable: true,
    description:
      'The same, as they are today; who was merged meanwhile, as whom they went into. Never null to a MANAGER.',
  })
  customer(@Root() { customerId }: Sample, @Ctx() { loaders }: Context) {
    return loaders.customer.load(customerId);
  }

  @FieldResolver(() => String, {
    description: 'Why: the rule that acts, or everything that stands in the move’s way.',
  })
  because(@Root() { because }: Sample, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return because.map((text) => textIn(ctx, locale, text)).join((locale ?? ctx.locale) === 'EN' ? '; ' : '；');
  }
}
