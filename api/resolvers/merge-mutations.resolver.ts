import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Outcome } from '../../commands/command.js';
import { mergeCustomers } from '../../commands/merge-customers.js';
import { mergeLeads } from '../../commands/merge-leads.js';
import { unmerge } from '../../commands/unmerge.js';
import { MergeCustomersInput, MergeLeadsInput, UnmergeInput } from '../../schema/inputs/merge.input.js';
import { CustomerPayload, LeadPayload } from '../../schema/types/payload.type.js';
import { viewerOf, type Context } from '../context.js';

const KEPT =
  'Everything is kept and goes along: touches, follow-ups, timers, cards, identities, history. Old ids lead to the survivor wherever they are named, and a touch on an old identity reaches it; lists show survivors only. What the survivor says stands, its gaps are filled by the others in their order, tags and own fields are united, and clocks count what was last done on either.';
const OWNERS =
  'Follow-ups of another owner that are open go to the survivor’s; what third people have to do stays theirs. All owners concerned are told. It is no work on anybody: no escalation ends by it.';
const WHO = 'Whoever may work on all of them; what is in a pool, TEAM_LEAD and above.';

@Resolver()
export class MergeMutations {
  @Mutation(() => LeadPayload, {
    description: `Makes one lead of several that are the same person’s. The survivor keeps its owner or pool; it is scored anew, and assigned where that brings it over the threshold. ${KEPT} ${OWNERS} \`unmerge\` takes it back. ${WHO} Refusals: NOT_OWNER; ALREADY_CLOSED (the survivor is given up; one of them was merged already, or is a customer: merge the customers); ALREADY_OWNED (somebody works on one of them, and nobody owns the survivor: merge the other way round). One that isn’t visible is NOT_FOUND, and the survivor among the others BAD_USER_INPUT, with its place in \`from\`.`,
  })
  mergeLeads(@Arg('input', () => MergeLeadsInput) input: MergeLeadsInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(mergeLeads, input);
  }

  @Mutation(() => CustomerPayload, {
    description: `Makes one customer of several who are the same person. The survivor keeps its owner, stage and playbook; the next actions of the other stages are called off, what people planned stays. ${KEPT} Of a sale that is over only contact data is taken, and its deals belong to the past; what is owed for them is asked for as before. The deal under way is the survivor’s, or the other’s where it has none. ${OWNERS} \`unmerge\` takes it back. ${WHO} Refusals: NOT_OWNER; ALREADY_CLOSED (the survivor’s sale is over and another’s goes on: merge the other way round; or one of them was merged already); ALREADY_OWNED (somebody works on one of them, and nobody owns the survivor: merge the other way round). One that isn’t visible is NOT_FOUND, and the survivor among the others BAD_USER_INPUT, with its place in \`from\`.`,
  })
  mergeCustomers(
    @Arg('input', () => MergeCustomersInput) input: MergeCustomersInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(mergeCustomers, input);
  }

  @Mutation(() => CustomerPayload, {
    description:
      'Takes a merge back, of leads or of customers: the payload’s `customer` or `lead` is the one that stands by itself again. What came in with the merge goes back, as it is now; what happened since stays with the survivor. Gaps that the merge filled are empty again, or filled by whoever else was merged in, unless somebody has changed them since. It goes to its owner, who is told, or into its pool; where the owner has left, to the survivor’s. Its clocks begin anew, and so does its stage’s next action. Whoever may work on both, as they will stand. Refusals: NOT_OWNER; ALREADY_CLOSED (it isn’t merged, or no longer); IN_USE (the survivor was itself merged since, or its customer was: take that back first); DUPLICATE (a contact detail that would go back is somebody else’s by now, or the survivor’s own: change it there first).',
  })
  unmerge(@Arg('input', () => UnmergeInput) input: UnmergeInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(unmerge, input);
  }
}
