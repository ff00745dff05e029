import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Outcome } from '../../commands/command.js';
import { endPilot } from '../../commands/pilot/end-pilot.js';
import { startPilot } from '../../commands/pilot/start-pilot.js';
import { EndPilotInput, StartPilotInput } from '../../schema/inputs/playbook.input.js';
import { PilotPayload } from '../../schema/types/payload.type.js';
import { viewerOf, type Context } from '../context.js';

@Resolver()
export class PilotMutations {
  @Mutation(() => PilotPayload, {
    description:
      'Binds a team to another playbook, now or at a later time, and compares it with a control team until the pilot ends: then its report is kept, and all managers are told. With migrateOpen its open customers go over in the background, in batches, each in the stage of the same code; who has none keeps its version (`unmigrated`): migrateCustomers with dryRun says beforehand who. Until it has ended, bindPlaybook is refused for the team. MANAGER. Refusals: IN_USE with the field in the way (teamId: the team is in a pilot, or the control team of one; controlTeamId: that team is in a pilot; playbookId: the team follows it already). BAD_USER_INPUT: the team as its own control team, a `to` that isn’t after `from`.',
  })
  startPilot(@Arg('input', () => StartPilotInput) input: StartPilotInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'managePlaybooks');
    return ctx.run(startPilot, input);
  }

  @Mutation(() => PilotPayload, {
    description:
      'Ends a pilot before its time; one that hasn’t begun never does. With rollBack the team follows its earlier playbook again, and the customers who came to the pilot’s with it go back in the background, in batches, each to the version it was under before, also those in pools by now; who stands in a stage that the earlier version doesn’t have keeps its version (`unmigrated`). One that has ended can still be rolled back, as long as its team follows its playbook. MANAGER. Refusals: ALREADY_CLOSED (it has ended, and there is nothing to roll back: it never began, was rolled back already, or the team follows another playbook by now), IN_USE (the team has another pilot by now).',
  })
  endPilot(@Arg('input', () => EndPilotInput) input: EndPilotInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'managePlaybooks');
    return ctx.run(endPilot, input);
  }
}
