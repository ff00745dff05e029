import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { bindPlaybook } from '../../commands/bind-playbook.js';
import type { Outcome } from '../../commands/command.js';
import type { Bulk } from '../../commands/each-of-many.js';
import { migrateCustomers } from '../../commands/migrate-customers.js';
import { publishPlaybook } from '../../commands/publish-playbook.js';
import { BindPlaybookInput, MigrateCustomersInput, PublishPlaybookInput } from '../../schema/inputs/playbook.input.js';
import { BulkPayload } from '../../schema/types/bulk.type.js';
import { PlaybookPayload, TeamPayload } from '../../schema/types/payload.type.js';
import { viewerOf, type Context } from '../context.js';
import type { PublishedOutcome } from './payload.resolver.js';

@Resolver()
export class PlaybookMutations {
  @Mutation(() => PlaybookPayload, {
    description:
      'Publishes a new version of `definition.key` once it has no errors; warnings are shown in `check` and don’t stand in the way. Customers keep the version they entered under. MANAGER. Refusals: PLAYBOOK_INVALID (every problem at once).',
  })
  async publishPlaybook(
    @Arg('input', () => PublishPlaybookInput) input: PublishPlaybookInput,
    @Ctx() ctx: Context,
  ): Promise<PublishedOutcome> {
    viewerOf(ctx, 'managePlaybooks');
    return { ...(await ctx.run(publishPlaybook, input)), definition: input.definition };
  }

  @Mutation(() => TeamPayload, {
    description:
      'New customers of the team begin under this playbook version; those it has keep theirs. MANAGER. Refusals: IN_USE (the team is in a pilot, or is to be: end it first).',
  })
  bindPlaybook(@Arg('input', () => BindPlaybookInput) input: BindPlaybookInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'managePlaybooks');
    return ctx.run(bindPlaybook, input);
  }

  @Mutation(() => BulkPayload, {
    description:
      'The team’s customers go on under this playbook version, each in the stage of the same code or the one that `stageMap` names: with that stage’s next action (an open one that it asks for too goes on), timers and clocks that begin anew, and its history kept under both versions. No conditions are asked, and nothing is won, lost or reopened by it; a pending approval becomes void. Customers in pools keep their version. Done in batches, each by itself; all together have 20 seconds, else UNAVAILABLE. Asked again, with or without its key, it goes on where it stopped; whoever went over already is left alone. An item for each customer that followed another version. MANAGER. Refusals of an item: TRANSITION_NOT_ALLOWED (no stage stands for its own; `allowed` are those that could). A stage in stageMap that the version doesn’t have is BAD_USER_INPUT.',
  })
  migrateCustomers(
    @Arg('input', () => MigrateCustomersInput) input: MigrateCustomersInput,
    @Ctx() ctx: Context,
  ): Promise<Bulk> {
    viewerOf(ctx, 'managePlaybooks');
    return migrateCustomers((command, one) => ctx.run(command, one), input);
  }
}
