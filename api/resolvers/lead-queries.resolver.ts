import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import { LeadOrderEnum, type LeadOrder } from '../../schema/enums.js';
import { LeadFilter } from '../../schema/inputs/filters.input.js';
import { IdentityInput } from '../../schema/inputs/lead.input.js';
import { PageArguments } from '../../schema/inputs/page.args.js';
import { LeadConnection } from '../../schema/types/connections.js';
import { LeadType, SourceType } from '../../schema/types/lead.type.js';
import { viewerOf, type Context } from '../context.js';
import { idByIdentity } from '../queries/by-identity.js';
import { leads } from '../queries/leads.js';
import type { LeadRow } from '../queries/rows.js';
import { allSources } from '../queries/sources.js';

@Resolver()
export class LeadQueries {
  @Query(() => LeadType, {
    nullable: true,
    description:
      'One lead. Its owner, their superiors, and for a pooled one those the pool is open to. The id of one that was merged leads to the survivor. Null: there is none that the viewer may see.',
  })
  lead(@Arg('id', () => ID, { description: 'Of the lead.' }) id: string, @Ctx() ctx: Context): Promise<LeadRow | null> {
    viewerOf(ctx);
    return ctx.loaders.lead.load(id);
  }

  @Query(() => LeadType, {
    nullable: true,
    description:
      'The lead whom any of these identify, also once it has become a customer. Null: there is none that the viewer may see. Unreadable contact details are BAD_USER_INPUT.',
  })
  async leadByIdentity(
    @Arg('input', () => IdentityInput, { description: 'How they are known.' }) input: IdentityInput,
    @Ctx() ctx: Context,
  ): Promise<LeadRow | null> {
    viewerOf(ctx);
    const id = await idByIdentity(ctx.database, 'leadId', input);
    return id === null ? null : ctx.loaders.lead.load(id);
  }

  @Query(() => LeadConnection, {
    description:
      'The leads that the viewer may see: their own and those in the pools of their team; a team lead’s are the team’s, a manager’s everybody’s.',
  })
  leads(
    @Arg('filter', () => LeadFilter, { nullable: true, description: 'Which ones. Left out: all.' })
    filter: LeadFilter | null,
    @Arg('orderBy', () => LeadOrderEnum, {
      nullable: true,
      description: 'In which order. Left out: latest arrival first.',
    })
    orderBy: LeadOrder | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() ctx: Context,
  ) {
    return leads(ctx.database, viewerOf(ctx), { filter, orderBy, ...page });
  }

  @Query(() => [SourceType], { description: 'Every source of leads, by name. Anybody signed in.' })
  sources(@Ctx() ctx: Context) {
    viewerOf(ctx);
    return allSources(ctx.database);
  }
}
