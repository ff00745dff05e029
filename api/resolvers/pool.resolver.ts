import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Pool } from '../../domain/pool/pool.js';
import { CustomerFilter } from '../../schema/inputs/filters.input.js';
import { PageArguments } from '../../schema/inputs/page.args.js';
import { CustomerConnection, LeadConnection } from '../../schema/types/connections.js';
import { TeamType } from '../../schema/types/people.type.js';
import { PoolType } from '../../schema/types/pool.type.js';
import { viewerOf, type Context } from '../context.js';
import { customers } from '../queries/customers.js';
import { leads } from '../queries/leads.js';
import { pools } from '../queries/pools.js';

@Resolver(() => PoolType)
export class PoolFields {
  @Query(() => [PoolType], {
    description: 'The pools open to the viewer’s teams; MANAGER and above see all. Oldest first.',
  })
  pools(@Ctx() ctx: Context) {
    return pools(ctx.database, viewerOf(ctx));
  }

  @FieldResolver(() => [TeamType], { description: 'The teams it is open to; none means all.' })
  async teams(@Root() { teamIds }: Pool, @Ctx() { loaders }: Context) {
    const teams = await Promise.all(teamIds.map((id) => loaders.team.load(id)));
    return teams.filter((team) => team !== null);
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
