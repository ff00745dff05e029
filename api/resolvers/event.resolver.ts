import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { encodeCursor } from '../../commands/store/cursor.js';
import type { FieldChange } from '../../domain/change.js';
import type { EventType as EventTypeName } from '../../domain/event-types.js';
import { EventTypeEnum } from '../../schema/enums.js';
import { Cursor } from '../../schema/scalars.js';
import { EventConnection } from '../../schema/types/connections.js';
import { CustomerType } from '../../schema/types/customer.type.js';
import { EventType } from '../../schema/types/event.type.js';
import { LeadType } from '../../schema/types/lead.type.js';
import { UserType } from '../../schema/types/people.type.js';
import { changeWithoutContacts, contactsMasked, mayTellContacts } from '../contacts.js';
import { viewerOf, type Context } from '../context.js';
import { eventId } from '../queries/event-id.js';
import { events } from '../queries/events.js';
import type { CustomerRow, EventRow, LeadRow } from '../queries/rows.js';

@Resolver(() => EventType)
export class EventFields {
  @Query(() => EventConnection, {
    description:
      'The event log in its order, as far as the viewer may see it: events of the leads and customers they see, their own cards, and changes of shared rules; the rest is for MANAGER and above. It ends where a slower transaction could still put something in between.',
  })
  events(
    @Arg('after', () => Cursor, {
      nullable: true,
      description: 'Only what happened after this position. Left out: from the beginning.',
    })
    after: string | null,
    @Arg('types', () => [EventTypeEnum], { nullable: true, description: 'Only these types. Left out: all.' })
    types: EventTypeName[] | null,
    @Arg('customerId', () => ID, { nullable: true, description: 'Only of this customer, and of those merged into it.' })
    customerId: string | null,
    @Arg('leadId', () => ID, { nullable: true, description: 'Only of this lead, and of those merged into it.' })
    leadId: string | null,
    @Arg('first', () => Int, { nullable: true, description: 'How many: 1 to 100, 20 when left out.' })
    first: number | null,
    @Ctx() ctx: Context,
  ) {
    return events(ctx.database, viewerOf(ctx), { after, types, customerId, leadId, first });
  }

  @FieldResolver(() => ID, { description: 'Opaque, and unique over all types.' })
  id(@Root() event: EventRow): string {
    return eventId(event);
  }

  @FieldResolver(() => Cursor, { description: 'Its position in the log: a subscription goes on after it.' })
  cursor(@Root() event: EventRow): string {
    return encodeCursor(event);
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Who did it. Null: the system.' })
  actor(@Root() { actorId }: EventRow, @Ctx() { loaders }: Context) {
    return actorId === null ? null : loaders.user.load(actorId);
  }

  @FieldResolver(() => CustomerType, {
    nullable: true,
    description: 'The customer it is about. Null: it is about none, or not the viewer’s to see.',
  })
  customer(@Root() { customerId }: EventRow, @Ctx() { loaders }: Context) {
    return customerId === null ? null : loaders.customer.load(customerId);
  }

  @FieldResolver(() => LeadType, {
    nullable: true,
    description: 'The lead it is about. Null: it is about none, or not the viewer’s to see.',
  })
  lead(@Root() { leadId }: EventRow, @Ctx() { loaders }: Context) {
    return leadId === null ? null : loaders.lead.load(leadId);
  }

  /** Contact details that are hidden now are hidden in history too. */
  @FieldResolver()
  async changes(@Root() event: EventRow, @Ctx() ctx: Context): Promise<readonly FieldChange[]> {
    if (!isAboutSomebody(event) || !event.changes.some(mayTellContacts)) return event.changes;
    const subject = await subjectOf(event, ctx);
    if (subject !== null && !(await contactsMasked(subject, ctx))) return event.changes;
    // Of somebody who was merged since it isn't known here which contact detail may have stood in for their name.
    const known = subject?.id === (event.customerId ?? event.leadId) ? subject : null;
    return event.changes.map((change) => changeWithoutContacts(known, change));
  }
}

const isAboutSomebody = ({ customerId, leadId }: EventRow): boolean => customerId !== null || leadId !== null;

async function subjectOf(
  { customerId, leadId }: EventRow,
  { loaders }: Context,
): Promise<CustomerRow | LeadRow | null> {
  return customerId === null ? loaders.lead.load(leadId ?? '') : loaders.customer.load(customerId);
}
