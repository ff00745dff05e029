import { Arg, Ctx, ID, Resolver, Root, Subscription } from 'type-graphql';
import type { LoggedEvent } from '../../commands/store/event-log.js';
import type { EventType as EventTypeName } from '../../domain/event-types.js';
import type { Notification, NotificationKind } from '../../domain/notification.js';
import { notFound } from '../../domain/decision.js';
import { scopeOf } from '../../domain/policy.js';
import { EventTypeEnum } from '../../schema/enums.js';
import { Cursor } from '../../schema/scalars.js';
import { EventType } from '../../schema/types/event.type.js';
import { NotificationType } from '../../schema/types/notification.type.js';
import { viewerOf, type Context } from '../context.js';
import { idsInLog } from '../queries/survivor.js';
import { sourceOf } from '../streams/feed.js';
import { asItIs, escalationTellerOf, isNewCard, nobody, poolTellerOf } from '../streams/tell.js';
import { ALL, CARDS, cardsOf, CUSTOMERS, ofCustomer, ofPool, ofType, POOLS } from '../streams/topics.js';

const AFTER =
  'Resume: everything since this cursor comes first, in order, each once; then live. Left out: live only. Older than 72 hours: CURSOR_EXPIRED with the head cursor.';

interface After {
  readonly after?: string | null;
}

@Resolver()
export class Subscriptions {
  @Subscription(() => NotificationType, {
    description: 'My new REMINDER and RECLAIM_WARNING cards, as they are made. Durable: resume with `after`.',
    subscribe: ({ args, context }) =>
      notificationsOf(context as Context, args as After, ['REMINDER', 'RECLAIM_WARNING']),
  })
  reminders(
    @Root() event: LoggedEvent,
    @Arg('after', () => Cursor, { nullable: true, description: AFTER }) _after: string | null,
    @Ctx() ctx: Context,
  ): Promise<Notification> {
    return notificationIn(event, ctx);
  }

  @Subscription(() => NotificationType, {
    description:
      'New ESCALATION cards, obligations that nobody reacted to: mine, or with `teamIds` all of these teams, a card for each who is told. Durable: resume with `after`. A team that the viewer doesn’t look after is NOT_FOUND.',
    subscribe: ({ args, context }) =>
      escalationsOf(context as Context, args as After & { teamIds?: readonly string[] | null }),
  })
  escalations(
    @Root() event: LoggedEvent,
    @Arg('teamIds', () => [ID], {
      nullable: true,
      description:
        'Of these teams: about what their members own, or told to one of them, as far as the viewer may read the card. TEAM_LEAD: their own teams; MANAGER: all. Left out: only those told to me.',
    })
    _teamIds: string[] | null,
    @Arg('after', () => Cursor, { nullable: true, description: AFTER }) _after: string | null,
    @Ctx() ctx: Context,
  ): Promise<Notification> {
    return notificationIn(event, ctx);
  }

  @Subscription(() => NotificationType, {
    description: 'All my new cards, of every kind. Durable: resume with `after`.',
    subscribe: ({ args, context }) => notificationsOf(context as Context, args as After, null),
  })
  notifications(
    @Root() event: LoggedEvent,
    @Arg('after', () => Cursor, { nullable: true, description: AFTER }) _after: string | null,
    @Ctx() ctx: Context,
  ): Promise<Notification> {
    return notificationIn(event, ctx);
  }

  @Subscription(() => EventType, {
    description:
      'What happens to one customer, or to all that I may see: its events but for cards, which are their recipient’s. Durable: resume with `after`. A customer that I may not see is NOT_FOUND; of one that was merged, those of the survivor come, and what happened to both before.',
    subscribe: ({ args, context }) =>
      customerEvents(context as Context, args as After & { customerId?: string | null }),
  })
  customerChanged(
    @Root() event: LoggedEvent,
    @Arg('customerId', () => ID, { nullable: true, description: 'Only this customer; left out: all that I may see.' })
    _id: string | null,
    @Arg('after', () => Cursor, { nullable: true, description: AFTER }) _after: string | null,
  ): LoggedEvent {
    return event;
  }

  @Subscription(() => EventType, {
    description:
      'Who comes into a pool and who leaves it, or all pools open to me, and changes of their rules. That somebody left is told to everybody of the pool; who has them now, only to those who may see it: to the others `actor` and `customer` are null and `data` holds the pool alone. Durable: resume with `after`. A pool that isn’t open to me is NOT_FOUND.',
    subscribe: ({ args, context }) => poolEvents(context as Context, args as After & { poolId?: string | null }),
  })
  poolChanged(
    @Root() event: LoggedEvent,
    @Arg('poolId', () => ID, { nullable: true, description: 'Only this pool; left out: all that are open to me.' })
    _id: string | null,
    @Arg('after', () => Cursor, { nullable: true, description: AFTER }) _after: string | null,
  ): LoggedEvent {
    return event;
  }

  @Subscription(() => EventType, {
    description: 'The event log as far as I may see it. Durable: resume with `after`.',
    subscribe: ({ args, context }) =>
      eventsOf(context as Context, args as After & { types?: readonly EventTypeName[] | null }),
  })
  events(
    @Root() event: LoggedEvent,
    @Arg('types', () => [EventTypeEnum], { nullable: true, description: 'Only these types; left out: all.' })
    _types: EventTypeName[] | null,
    @Arg('after', () => Cursor, { nullable: true, description: AFTER }) _after: string | null,
  ): LoggedEvent {
    return event;
  }
}

function notificationsOf(ctx: Context, { after }: After, kinds: readonly NotificationKind[] | null) {
  const { id } = viewerOf(ctx);
  const tellNew = asItIs(ctx.streams);
  return sourceOf({
    kind: 'durable',
    key: id,
    topics: [cardsOf(id)],
    after,
    tell: async (event) => (isNewCard(event, kinds) ? tellNew(event) : nobody),
  });
}

function escalationsOf(ctx: Context, { after, teamIds }: After & { teamIds?: readonly string[] | null }) {
  if (!teamIds) return notificationsOf(ctx, { after: after ?? null }, ['ESCALATION']);
  const scope = scopeOf(viewerOf(ctx));
  if (!scope.everybody && teamIds.some((id) => !scope.teamIds.includes(id))) throw notFound('teamIds');
  return sourceOf({ kind: 'durable', key: '', topics: [CARDS], after, tell: escalationTellerOf(ctx.streams, teamIds) });
}

async function customerEvents(ctx: Context, { after, customerId }: After & { customerId?: string | null }) {
  viewerOf(ctx);
  if (customerId && !(await ctx.loaders.customer.load(customerId))) throw notFound('customerId');
  const ids = customerId ? await idsInLog(ctx.database, 'Customer', customerId) : null;
  return sourceOf({
    kind: 'durable',
    key: ids?.join(' ') ?? '',
    topics: ids?.map(ofCustomer) ?? [CUSTOMERS],
    after,
    tell: asItIs(ctx.streams),
  });
}

async function poolEvents(ctx: Context, { after, poolId }: After & { poolId?: string | null }) {
  const viewer = viewerOf(ctx);
  const { poolTeams } = ctx.streams;
  if (poolId && !(await poolTeams.read()).areOpenTo(viewer, poolId)) throw notFound('poolId');
  const topics = poolId ? [ofPool(poolId)] : [POOLS];
  return sourceOf({ kind: 'durable', key: '', topics, after, tell: poolTellerOf(ctx.streams, poolId ?? null) });
}

function eventsOf(ctx: Context, { after, types }: After & { types?: readonly EventTypeName[] | null }) {
  viewerOf(ctx);
  return sourceOf({ kind: 'durable', key: '', topics: types?.map(ofType) ?? [ALL], after, tell: asItIs(ctx.streams) });
}

async function notificationIn({ data }: LoggedEvent, ctx: Context): Promise<Notification> {
  const notification = await ctx.loaders.notification.load(data['notificationId'] as string);
  if (!notification) throw notFound('notificationId');
  return notification;
}
