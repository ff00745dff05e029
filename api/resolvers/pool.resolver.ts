import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Pool } from '../../domain/pool/pool.js';
import type { Quota } from '../../domain/pool/quota.js';
import { CustomerFilter } from '../../schema/inputs/filters.input.js';
import { Json } from '../../schema/scalars.js';
import { PageArguments } from '../../schema/inputs/page.args.js';
import { CustomerConnection, LeadConnection } from '../../schema/types/connections.js';
import { TeamType } from '../../schema/types/people.type.js';
import { PlaybookCheckType } from '../../schema/types/playbook.type.js';
import { ClaimQuotaType, PoolType } from '../../schema/types/pool.type.js';
import { viewerOf, type Context } from '../context.js';
import { customFieldsOf } from '../queries/custom-fields.js';
import { customers } from '../queries/customers.js';
import { leads } from '../queries/leads.js';
import { loadRulesBeside } from '../../commands/store/rules-beside.js';
import { pools } from '../queries/pools.js';
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

  @FieldResolver(() => [TeamType], { description: 'The teams it is open to; none means all.' })
  async teams(@Root() { teamIds }: Pool, @Ctx() { loaders }: Context) {
    const teams = await Promise.all(teamIds.map((id) => loaders.team.load(id)));
    return teams.filter((team) => team !== null);
  }

  @FieldResolver(() => ClaimQuotaType, { description: 'What the viewer may still claim from it.' })
  quota(@Root() pool: Pool, @Ctx() { loaders }: Context): Promise<Quota> {
    return loaders.quota.load(pool);
  }

  @FieldResolver(() => CustomerConnection, { description: 'The customers in it, newest first.' })
  customers(
    @Root() { id }: Pool,
    @Arg('filter', () => CustomerFilter, { nullable: true, description: 'Which of them. Left out: all.' })
    filter: CustomerFilter | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() ctx: Context,
  ) {
    return customers(ctx.database, viewerOf(ctx), { filter: { ...filter, poolIds: [id] }, ...page });
  }

  @FieldResolver(() => LeadConnection, { description: 'The leads in it, latest arrival first.' })
  leads(@Root() { id }: Pool, @Args(() => PageArguments) page: PageArguments, @Ctx() ctx: Context) {
    return leads(ctx.database, viewerOf(ctx), { filter: { poolIds: [id] }, ...page });
  }
}
