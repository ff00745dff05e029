import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { pathOf } from '../../domain/notification.js';
import { encodeCursor } from '../../commands/store/cursor.js';
import { kindOfId } from '../../commands/store/ids.js';
import { PageArguments } from '../../schema/inputs/page.args.js';
import { Cursor } from '../../schema/scalars.js';
import { ApprovalType } from '../../schema/types/approval.type.js';
import { NotificationConnection } from '../../schema/types/connections.js';
import { CustomerType } from '../../schema/types/customer.type.js';
import { DealDeliveryType, InstalmentType } from '../../schema/types/deal.type.js';
import { DeadlineType } from '../../schema/types/deadline.type.js';
import { FollowUpType } from '../../schema/types/follow-up.type.js';
import { LeadType } from '../../schema/types/lead.type.js';
import { NotificationType } from '../../schema/types/notification.type.js';
import { UserType } from '../../schema/types/people.type.js';
import { DeliveryType } from '../../schema/types/webhook.type.js';
import { viewerOf, type Context } from '../context.js';
import { notifications } from '../queries/notifications.js';
import type { NotificationRow } from '../queries/rows.js';
import { maySeeWebhooks } from '../queries/webhooks.js';
import { LocaleArg, textIn, type AskedLocale } from '../texts.js';

@Resolver(() => NotificationType)
export class NotificationFields {
  @Query(() => NotificationConnection, { description: 'The viewer’s own inbox, newest first.' })
  notifications(
    @Arg('unreadOnly', () => Boolean, { nullable: true, description: 'True: only those not read yet.' })
    unreadOnly: boolean | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() ctx: Context,
  ) {
    return notifications(ctx.database, viewerOf(ctx), { unreadOnly, ...page });
  }

  @FieldResolver(() => Cursor, { description: 'Its position in the event log: a subscription goes on after it.' })
  cursor(@Root() notification: NotificationRow): string {
    return encodeCursor(notification);
  }

  @FieldResolver(() => UserType, { description: 'Whose inbox it is in.' })
  recipient(@Root() { recipientId }: NotificationRow, @Ctx() { loaders }: Context) {
    return loaders.user.load(recipientId);
  }

  @FieldResolver(() => String, { description: 'What it says, in a line.' })
  title(@Root() { title }: NotificationRow, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return textIn(ctx, locale, title);
  }

  @FieldResolver(() => String, { description: 'What it says, in full.' })
  body(@Root() { body }: NotificationRow, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return textIn(ctx, locale, body);
  }

  @FieldResolver(() => String, { description: 'Where to open it: a path below the address of the dashboard.' })
  url(@Root() notification: NotificationRow): string {
    return pathOf(notification);
  }

  @FieldResolver(() => CustomerType, {
    nullable: true,
    description: 'The customer it is about. Null: none, or no longer the viewer’s to see.',
  })
  customer(@Root() { customerId }: NotificationRow, @Ctx() { loaders }: Context) {
    return customerId === null ? null : loaders.customer.load(customerId);
  }

  @FieldResolver(() => LeadType, {
    nullable: true,
    description: 'The lead it is about. Null: none, or no longer the viewer’s to see.',
  })
  lead(@Root() { leadId }: NotificationRow, @Ctx() { loaders }: Context) {
    return leadId === null ? null : loaders.lead.load(leadId);
  }

  @FieldResolver(() => FollowUpType, {
    nullable: true,
    description: 'The follow-up it is about. Null: none, or no longer the viewer’s to see.',
  })
  followUp(@Root() { followUpId }: NotificationRow, @Ctx() { loaders }: Context) {
    return followUpId === null ? null : loaders.followUp.load(followUpId);
  }

  @FieldResolver(() => InstalmentType, {
    nullable: true,
    description: 'The instalment it is about. Null: none, or not the viewer’s to see.',
  })
  instalment(@Root() { subject }: NotificationRow, @Ctx() { loaders }: Context) {
    return subject !== null && kindOfId(subject) === 'Instalment' ? loaders.instalment.load(subject) : null;
  }

  @FieldResolver(() => DealDeliveryType, {
    nullable: true,
    description: 'The delivery it is about. Null: none, or no longer the viewer’s to see.',
  })
  delivery(@Root() { subject }: NotificationRow, @Ctx() { loaders }: Context) {
    return subject !== null && kindOfId(subject) === 'DealDelivery' ? loaders.delivery.load(subject) : null;
  }

  @FieldResolver(() => ApprovalType, {
    nullable: true,
    description:
      'The request to approve a move, or the objection to a reclaim, that it is about. Null: none, or no longer the viewer’s to see.',
  })
  approval(@Root() { subject }: NotificationRow, @Ctx() { loaders }: Context) {
    return subject !== null && kindOfId(subject) === 'Approval' ? loaders.approval.load(subject) : null;
  }

  @FieldResolver(() => [DeliveryType], {
    nullable: true,
    description:
      'Its way to where its recipient hears of it besides the inbox; empty until that is decided, which takes a moment, or where they hear of it nowhere else. Null: somebody else’s card, and the viewer is no ADMIN.',
  })
  deliveries(@Root() { id, recipientId }: NotificationRow, @Ctx() { viewer, loaders }: Context) {
    if (viewer === null || !(viewer.id === recipientId || maySeeWebhooks(viewer))) return null;
    return loaders.deliveriesOfCard.load(id);
  }

  @FieldResolver(() => DeadlineType, {
    nullable: true,
    description: 'The timer that fired. Null: none did, or no longer the viewer’s to see.',
  })
  deadline(@Root() { deadlineId }: NotificationRow, @Ctx() { loaders }: Context) {
    return deadlineId === null ? null : loaders.deadline.load(deadlineId);
  }
}
