import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import { CustomerOrderEnum, type CustomerOrder } from '../../schema/enums.js';
import { CustomerFilter } from '../../schema/inputs/filters.input.js';
import { IdentityInput } from '../../schema/inputs/lead.input.js';
import { PageArguments } from '../../schema/inputs/page.args.js';
import { CustomerConnection } from '../../schema/types/connections.js';
import { CustomerType } from '../../schema/types/customer.type.js';
import { badInput } from '../../domain/decision.js';
import { message } from '../../domain/message.js';
import { DateTime } from '../../schema/scalars.js';
import { viewerOf, type Context } from '../context.js';
import { customerPast, liesAhead } from '../past.js';
import { idByIdentity } from '../queries/by-identity.js';
import { customers } from '../queries/customers.js';
import type { CustomerRow } from '../queries/rows.js';

@Resolver()
export class CustomerQueries {
  @Query(() => CustomerType, {
    nullable: true,
    description:
      'One customer. Its owner, their superiors, and for a pooled one those the pool is open to. The id of one that was merged leads to the survivor. Null: there is none that the viewer may see. With `at` it is shown as it was: its own fields, its stages, follow-ups, quotes, contracts, requests, deals, touches, leads and timeline, with what had been recorded by then; under the id of one that was merged whoever was found there then. Who sees it, and contact details, is decided by the rights of now. What can’t be known any more is empty or null: `transitions`, `deadlines`, `reclaimAt`. What leads away from it is as it is now: people, teams, pools, sources, leads, files, and back from there to a customer. Null also where it was no customer yet.',
  })
  async customer(
    @Arg('id', () => ID, { description: 'Of the customer.' }) id: string,
    @Arg('at', () => DateTime, {
      nullable: true,
      description: 'As of this instant. Left out: as it is now. One that lies ahead is BAD_USER_INPUT.',
    })
    at: Date | null,
    @Ctx() ctx: Context,
  ): Promise<CustomerRow | null> {
    const viewer = viewerOf(ctx);
    if (!at) return ctx.loaders.customer.load(id);
    if (await liesAhead(ctx.database, at)) throw badInput('at', message('IN_THE_FUTURE'));
    return customerPast(ctx.database, viewer, id, at);
  }

  @Query(() => CustomerType, {
    nullable: true,
    description:
      'The customer whom any of these identify, for a call centre or a form that knows a number only. Null: there is none that the viewer may see. Unreadable contact details are BAD_USER_INPUT.',
  })
  async customerByIdentity(
    @Arg('input', () => IdentityInput, { description: 'How they are known.' }) input: IdentityInput,
    @Ctx() ctx: Context,
  ): Promise<CustomerRow | null> {
    viewerOf(ctx);
    const id = await idByIdentity(ctx.database, 'customerId', input);
    return id === null ? null : ctx.loaders.customer.load(id);
  }

  @Query(() => CustomerConnection, {
    description:
      'The customers that the viewer may see: their own and those in the pools of their team; a team lead’s are the team’s, a manager’s everybody’s.',
  })
  customers(
    @Arg('filter', () => CustomerFilter, { nullable: true, description: 'Which ones. Left out: all.' })
    filter: CustomerFilter | null,
    @Arg('orderBy', () => CustomerOrderEnum, { nullable: true, description: 'In which order. Left out: newest first.' })
    orderBy: CustomerOrder | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() ctx: Context,
  ) {
    return customers(ctx.database, viewerOf(ctx), { filter, orderBy, ...page });
  }
}
