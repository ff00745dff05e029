import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { bindPlaybook } from '../../commands/bind-playbook.js';
import type { Outcome } from '../../commands/command.js';
import { publishPlaybook } from '../../commands/publish-playbook.js';
import { BindPlaybookInput, PublishPlaybookInput } from '../../schema/inputs/playbook.input.js';
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
      'New customers of the team begin under this playbook version; those it has keep theirs. MANAGER. No refusals of its own.',
  })
  bindPlaybook(@Arg('input', () => BindPlaybookInput) input: BindPlaybookInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'managePlaybooks');
    return ctx.run(bindPlaybook, input);
  }
}
