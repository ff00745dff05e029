import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import { CustomerOrderEnum, type CustomerOrder } from '../../schema/enums.js';
import { CustomerFilter } from '../../schema/inputs/filters.input.js';
import { IdentityInput } from '../../schema/inputs/lead.input.js';
import { PageArguments } from '../../schema/inputs/page.args.js';
import { CustomerConnection } from '../../schema/types/connections.js';
import { CustomerType } from '../../schema/types/customer.type.js';
import { viewerOf, type Context } from '../context.js';
import { customerIdByIdentity } from '../queries/customer-by-identity.js';
import { customers } from '../queries/customers.js';
import type { CustomerRow } from '../queries/rows.js';

@Resolver()
export class CustomerQueries {
  @Query(() => CustomerType, {
    nullable: true,
    description:
      'One customer. Its owner, their superiors, and for a pooled one those the pool is open to. The id of one that was merged leads to the survivor. Null: there is none that the viewer may see.',
  })
  customer(
    @Arg('id', () => ID, { description: 'Of the customer.' }) id: string,
    @Ctx() ctx: Context,
  ): Promise<CustomerRow | null> {
    viewerOf(ctx);
    return ctx.loaders.customer.load(id);
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
    const id = await customerIdByIdentity(ctx.database, input);
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
