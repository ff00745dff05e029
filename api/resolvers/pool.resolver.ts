import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { badInput, notFound } from '../../domain/decision.js';
import { message } from '../../domain/message.js';
import { checkPoolRules } from '../../domain/pool/check.js';
import type { Hit } from '../../domain/pool/preview.js';
import { CallerError } from '../../domain/refusal.js';
import type { Pool } from '../../domain/pool/pool.js';
import type { Quota } from '../../domain/pool/quota.js';
import { CustomerOrderEnum, type CustomerOrder } from '../../schema/enums.js';
import { CustomerFilter } from '../../schema/inputs/filters.input.js';
import { Json } from '../../schema/scalars.js';
import { PageArguments } from '../../schema/inputs/page.args.js';
import { CustomerConnection, LeadConnection } from '../../schema/types/connections.js';
import { TeamType, UserType } from '../../schema/types/people.type.js';
import { PlaybookCheckType } from '../../schema/types/playbook.type.js';
import { CustomerType } from '../../schema/types/customer.type.js';
import {
  ClaimQuotaType,
  PlannedPoolChangeType,
  PoolHitType,
  PoolPreviewType,
  PoolType,
} from '../../schema/types/pool.type.js';
import { viewerOf, type Context } from '../context.js';
import { customFieldsOf } from '../queries/custom-fields.js';
import { customers } from '../queries/customers.js';
import { leads } from '../queries/leads.js';
import { loadRulesBeside } from '../../commands/store/rules-beside.js';
import { previewPool, type PoolPreview } from '../queries/pool-preview.js';
import { pools, type PlannedPoolChange } from '../queries/pools.js';
import { LocaleArg, textIn, type AskedLocale } from '../texts.js';
import { poolRulesCheck, type Check } from './check-root.js';

@Resolver(() => PoolType)
export class PoolFields {
  @Query(() => [PoolType], {
    description: 'The pools open to the viewer’s teams; MANAGER and above see all. Oldest first.',
  })
  pools(@Ctx() ctx: Context) {
    return pools(ctx.database, viewerOf(ctx));
  }

  @Query(() => PlaybookCheckType, {
    description:
      'What a pool with these rules would say: everything at once, and the timetable that they form with the stages of the playbooks that teams follow. Whatever the rules leave out is as the product ships it. Anybody signed in.',
  })
  async checkPoolRules(
    @Arg('rules', () => Json, { description: 'The rules; their JSON Schema is data/pool.schema.json.' })
    rules: unknown,
    @Ctx() ctx: Context,
  ): Promise<Check> {
    viewerOf(ctx);
    return poolRulesCheck(rules, await loadRulesBeside(ctx.database.sql, await customFieldsOf(ctx.database)));
  }

  @Query(() => PoolPreviewType, {
    description:
      'Whom other rules or teams of a pool would hit, nothing else happening: every owned customer is asked, and nothing is written. Without either, the change that is planned. MANAGER. Broken rules are BAD_USER_INPUT with all `problems`, as checkPoolRules tells them; so is neither, where nothing is planned. It ends when the caller goes away.',
  })
  async previewPool(
    @Arg('poolId', () => ID, { description: 'Which pool.' }) poolId: string,
    @Arg('rules', () => Json, { nullable: true, description: 'The new rules, whole, as updatePool takes them.' })
    rules: unknown,
    @Arg('teamIds', () => [ID], { nullable: true, description: 'The teams it would be open to; empty: all.' })
    teamIds: string[] | null,
    @Ctx() ctx: Context,
  ): Promise<PoolPreview> {
    viewerOf(ctx, 'managePlaybooks');
    const pool = await ctx.loaders.pool.load(poolId);
    if (!pool) throw notFound('poolId');
    const isAsked = (rules ?? teamIds ?? null) !== null;
    const wanted = isAsked ? { rules, teamIds } : await ctx.loaders.poolChange.load(poolId);
    if (!wanted) throw badInput('rules', message('NOTHING_TO_PREVIEW'));
    await requireSoundRules(ctx, wanted.rules);
    return previewPool(ctx.database, pool, wanted, ctx.gone());
  }

  @FieldResolver(() => [TeamType], { description: 'The teams it is open to; none means all.' })
  async teams(@Root() { teamIds }: Pool, @Ctx() { loaders }: Context) {
    const teams = await Promise.all(teamIds.map((id) => loaders.team.load(id)));
    return teams.filter((team) => team !== null);
  }

  @FieldResolver(() => PlannedPoolChangeType, {
    nullable: true,
    description: 'The change that waits to be made. Null: none is planned.',
  })
  planned(@Root() { id }: Pool, @Ctx() { loaders }: Context) {
    return loaders.poolChange.load(id);
  }

  @FieldResolver(() => ClaimQuotaType, { description: 'What the viewer may still claim from it.' })
  quota(@Root() pool: Pool, @Ctx() { loaders }: Context): Promise<Quota> {
    return loaders.quota.load(pool);
  }

  @FieldResolver(() => CustomerConnection, { description: 'The customers in it.' })
  customers(
    @Root() { id }: Pool,
    @Arg('filter', () => CustomerFilter, { nullable: true, description: 'Which of them. Left out: all.' })
    filter: CustomerFilter | null,
    @Arg('orderBy', () => CustomerOrderEnum, { nullable: true, description: 'In which order. Left out: newest first.' })
    orderBy: CustomerOrder | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() ctx: Context,
  ) {
    return customers(ctx.database, viewerOf(ctx), { filter: { ...filter, poolIds: [id] }, orderBy, ...page });
  }

  @FieldResolver(() => LeadConnection, { description: 'The leads in it, latest arrival first.' })
  leads(@Root() { id }: Pool, @Args(() => PageArguments) page: PageArguments, @Ctx() ctx: Context) {
    return leads(ctx.database, viewerOf(ctx), { filter: { poolIds: [id] }, ...page });
  }
}

@Resolver(() => PlannedPoolChangeType)
export class PlannedPoolChangeFields {
  @FieldResolver(() => UserType, { description: 'Who planned it.' })
  plannedBy(@Root() { plannedById }: PlannedPoolChange, @Ctx() { loaders }: Context) {
    return loaders.user.load(plannedById);
  }
}

@Resolver(() => PoolPreviewType)
export class PoolPreviewFields {
  @FieldResolver()
  sooner(@Root() { counts }: PoolPreview): number {
    return counts.sooner;
  }

  @FieldResolver()
  later(@Root() { counts }: PoolPreview): number {
    return counts.later;
  }

  @FieldResolver()
  newly(@Root() { counts }: PoolPreview): number {
    return counts.newly;
  }

  @FieldResolver()
  noLonger(@Root() { counts }: PoolPreview): number {
    return counts.noLonger;
  }

  @FieldResolver(() => [PoolHitType], { description: 'Up to 50 of them, those first who would be taken back soonest.' })
  hits(@Root() { hits }: PoolPreview): readonly Hit[] {
    return hits;
  }
}

@Resolver(() => PoolHitType)
export class PoolHitFields {
  @FieldResolver(() => CustomerType, { description: 'Who.' })
  customer(@Root() { customerId }: Hit, @Ctx() { loaders }: Context) {
    return loaders.customer.load(customerId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The rule that would act. Null: none would.',
  })
  because(@Root() { because }: Hit, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string | null {
    return because && textIn(ctx, locale, because);
  }
}

/** Rules with errors are told with all their problems. */
async function requireSoundRules({ database }: Context, rules: unknown): Promise<void> {
  if (rules === undefined || rules === null) return;
  const found = checkPoolRules(rules, await loadRulesBeside(database.sql, await customFieldsOf(database)));
  const errors = found.filter(({ severity }) => severity === 'ERROR');
  if (errors.length === 0) return;
  const problems = errors.map(({ path, message: text }) => ({ field: path === '' ? 'rules' : `rules.${path}`, text }));
  throw new CallerError('BAD_USER_INPUT', message('POOL_RULES_INVALID', { count: errors.length }), 'rules', problems);
}
