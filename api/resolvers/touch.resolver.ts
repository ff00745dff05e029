import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { SourceType, TouchType } from '../../schema/types/lead.type.js';
import { contactsMasked } from '../contacts.js';
import type { Context } from '../context.js';
import type { TouchRow } from '../queries/rows.js';

@Resolver(() => TouchType)
export class TouchFields {
  @FieldResolver(() => SourceType, { description: 'The source it came through.' })
  source(@Root() { sourceId }: TouchRow, @Ctx() { loaders }: Context) {
    return loaders.source.load(sourceId);
  }

  /** What somebody filled in holds their phone number too, so it is hidden as that is. */
  @FieldResolver()
  async payload(@Root() touch: TouchRow, @Ctx() ctx: Context) {
    const { loaders } = ctx;
    const subject = await (touch.customerId === null
      ? loaders.lead.load(touch.leadId!)
      : loaders.customer.load(touch.customerId));
    return subject === null || (await contactsMasked(subject, ctx)) ? null : touch.payload;
  }
}
