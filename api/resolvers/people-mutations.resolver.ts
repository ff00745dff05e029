import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Outcome } from '../../commands/command.js';
import { createTeam } from '../../commands/create-team.js';
import { createUser } from '../../commands/create-user.js';
import type { NewPassword } from '../../commands/passwords.js';
import { updateTeam } from '../../commands/update-team.js';
import { updateUser } from '../../commands/update-user.js';
import { checkPassword } from '../../domain/people/password.js';
import {
  CreateTeamInput,
  CreateUserInput,
  UpdateTeamInput,
  UpdateUserInput,
} from '../../schema/inputs/people.input.js';
import { TeamPayload, UserPayload } from '../../schema/types/payload.type.js';
import { viewerOf, type Context } from '../context.js';

@Resolver()
export class PeopleMutations {
  @Mutation(() => UserPayload, {
    description:
      'Adds somebody. With a password and an e-mail or phone they can sign in at once. The first active TEAM_LEAD in a team without a lead leads it. ADMIN. Refusals: IDEMPOTENCY_MISMATCH. BAD_USER_INPUT names the field: an unreadable or already used email, phone or wecomUserId, a password below 8 characters or without anything to sign in with.',
  })
  async createUser(@Arg('input', () => CreateUserInput) input: CreateUserInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'manageUsers');
    return ctx.run(createUser, { ...input, password: await newPassword(input.password, ctx) });
  }

  @Mutation(() => UserPayload, {
    description:
      'Changes somebody: role, team, contact details, leave, delegate, whether they are active. What is left out stays; null clears. It holds at once; inactive people are signed out everywhere, and a new password ends all sessions but the one that set it. Whoever leads a team and leaves it or may no longer lead is followed by its next TEAM_LEAD, if any. ADMIN. Refusals: IDEMPOTENCY_MISMATCH. BAD_USER_INPUT names the field: as for createUser, one’s own delegate, or the last administrator who could sign in.',
  })
  async updateUser(@Arg('input', () => UpdateUserInput) input: UpdateUserInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'manageUsers');
    return ctx.run(updateUser, { ...input, password: await newPassword(input.password, ctx) });
  }

  @Mutation(() => TeamPayload, {
    description:
      'Adds a team; its new customers begin under the newest version of the default playbook. ADMIN. Refusals: IDEMPOTENCY_MISMATCH. BAD_USER_INPUT names the field: a name in use, or a lead who isn’t an active TEAM_LEAD or above.',
  })
  createTeam(@Arg('input', () => CreateTeamInput) input: CreateTeamInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'manageUsers');
    return ctx.run(createTeam, input);
  }

  @Mutation(() => TeamPayload, {
    description:
      'Gives a team another name or lead; `leadId: null` leaves it to its first active TEAM_LEAD, if it has one. ADMIN. Refusals: IDEMPOTENCY_MISMATCH. BAD_USER_INPUT as for createTeam.',
  })
  updateTeam(@Arg('input', () => UpdateTeamInput) input: UpdateTeamInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'manageUsers');
    return ctx.run(updateTeam, input);
  }
}

/** Hashed before the transaction begins: it takes longer than all the rest, and would hold locks meanwhile. */
async function newPassword(text: string | null | undefined, { auth }: Context): Promise<NewPassword | null> {
  if (typeof text !== 'string') return null;
  checkPassword(text);
  return auth.passwords.hash(text);
}
