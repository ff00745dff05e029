import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Outcome } from '../../commands/command.js';
import { RETRIED_AT_ONCE, retryDeadline, retryDeadlines } from '../../commands/retry-deadline.js';
import { may } from '../../domain/policy.js';
import { DeadlineIdInput, RetryDeadlinesInput } from '../../schema/inputs/deadline.input.js';
import { DeadlineFilter } from '../../schema/inputs/filters.input.js';
import { PageArguments } from '../../schema/inputs/page.args.js';
import { DeadlineConnection } from '../../schema/types/connections.js';
import { CustomerType } from '../../schema/types/customer.type.js';
import { DeadlineType } from '../../schema/types/deadline.type.js';
import { LeadType } from '../../schema/types/lead.type.js';
import { DeadlinePayload, RetryDeadlinesPayload } from '../../schema/types/payload.type.js';
import { viewerOf, type Context } from '../context.js';
import { deadlines } from '../queries/deadlines.js';
import type { DeadlineRow } from '../queries/rows.js';
import { LocaleArg, textIn, type AskedLocale } from '../texts.js';

@Resolver()
export class DeadlineMutations {
  @Mutation(() => DeadlinePayload, {
    description:
      'Arms a parked timer again, with all its tries: it fires within seconds, once, as it would have at its time. Meant for after what stood in its way was put right. MANAGER and above. Refusals: ALREADY_CLOSED (it isn’t parked: armed already, fired, or disarmed as its cause is gone).',
  })
  retryDeadline(@Arg('input', () => DeadlineIdInput) input: DeadlineIdInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'retryTimers');
    return ctx.run(retryDeadline, input);
  }

  @Mutation(() => RetryDeadlinesPayload, {
    description: `Arms parked timers again as retryDeadline does, the earliest due first, at most ${RETRIED_AT_ONCE} in one call: ask again while some are left. MANAGER and above. Refusals: IDEMPOTENCY_MISMATCH.`,
  })
  retryDeadlines(
    @Arg('input', () => RetryDeadlinesInput) input: RetryDeadlinesInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx, 'retryTimers');
    return ctx.run(retryDeadlines, input);
  }
}

@Resolver(() => RetryDeadlinesPayload)
export class RetryDeadlinesPayloadFields {
  @FieldResolver(() => Int, { description: 'How many are armed again.' })
  retried(@Root() { answer }: Outcome): number {
    return Number(answer['retried'] ?? 0);
  }

  @FieldResolver(() => Int, { description: 'How many of these kinds are parked still.' })
  left(@Root() { answer }: Outcome): number {
    return Number(answer['left'] ?? 0);
  }
}

@Resolver(() => DeadlineType)
export class DeadlineFields {
  @Query(() => DeadlineConnection, {
    description:
      'Timers of the leads and customers that the viewer may see, armed and past ones, the earliest due first.',
  })
  deadlines(
    @Arg('filter', () => DeadlineFilter, { nullable: true, description: 'Which ones. Left out: all.' })
    filter: DeadlineFilter | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() ctx: Context,
  ) {
    return deadlines(ctx.database, viewerOf(ctx), { filter, ...page });
  }

  @FieldResolver(() => String, {
    description: 'Why it is there, in a sentence that those concerned would accept as fair.',
  })
  because(@Root() { because }: DeadlineRow, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return textIn(ctx, locale, because);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What went wrong at its last failed attempt, in the words of the program. Null: nothing did, or the viewer is no ADMIN.',
  })
  lastError(@Root() { lastError }: DeadlineRow, @Ctx() ctx: Context): string | null {
    return may(viewerOf(ctx), 'operate') ? lastError : null;
  }

  @FieldResolver(() => CustomerType, {
    nullable: true,
    description: 'The customer it is about. Null: it is about a lead.',
  })
  customer(@Root() { customerId }: DeadlineRow, @Ctx() { loaders }: Context) {
    return customerId === null ? null : loaders.customer.load(customerId);
  }

  @FieldResolver(() => LeadType, {
    nullable: true,
    description: 'The lead it is about. Null: it is about a customer, or not the viewer’s to see.',
  })
  lead(@Root() { leadId }: DeadlineRow, @Ctx() { loaders }: Context) {
    return leadId === null ? null : loaders.lead.load(leadId);
  }
}
