import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { isAtLeast } from '../../domain/people.js';
import { PageArguments } from '../../schema/inputs/page.args.js';
import { UserConnection } from '../../schema/types/connections.js';
import { TeamType, UserType } from '../../schema/types/people.type.js';
import { PlaybookType } from '../../schema/types/playbook.type.js';
import { viewerOf, type Context } from '../context.js';
import { allTeams, type TeamRow, type UserRow } from '../queries/people.js';
import { users } from '../queries/users.js';

@Resolver(() => UserType)
export class UserFields {
  @Query(() => UserType, { description: 'Who is signed in.' })
  viewer(@Ctx() ctx: Context) {
    return ctx.loaders.user.load(viewerOf(ctx).id);
  }

  @Query(() => UserConnection, { description: 'Everybody in the organisation, by name. Anybody signed in.' })
  users(
    @Arg('search', () => String, {
      nullable: true,
      description: 'Parts of the name, whatever the case, width and accents.',
    })
    search: string | null,
    @Arg('teamIds', () => [ID], { nullable: true, description: 'Only members of these teams.' })
    teamIds: string[] | null,
    @Arg('active', () => Boolean, {
      nullable: true,
      description: 'True: only those who can sign in. False: only the others.',
    })
    active: boolean | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() ctx: Context,
  ) {
    viewerOf(ctx);
    return users(ctx.database, { search, teamIds, active, ...page });
  }

  @FieldResolver(() => Boolean, {
    description:
      'True: a program that asks by an API key, under the key’s name. Never active, and in no list of users.',
  })
  isApiKey(@Root() { apiKeyId }: UserRow): boolean {
    return apiKeyId !== null;
  }

  @FieldResolver()
  email(@Root() user: UserRow, @Ctx() ctx: Context): string | null {
    return mayReach(user, ctx) ? user.email : null;
  }

  @FieldResolver()
  phone(@Root() user: UserRow, @Ctx() ctx: Context): string | null {
    return mayReach(user, ctx) ? user.phone : null;
  }

  @FieldResolver()
  wecomUserId(@Root() user: UserRow, @Ctx() ctx: Context): string | null {
    return mayReach(user, ctx) ? user.wecomUserId : null;
  }

  @FieldResolver(() => TeamType, { nullable: true, description: 'The team they belong to. Null: none.' })
  team(@Root() { teamId }: UserRow, @Ctx() { loaders }: Context) {
    return teamId === null ? null : loaders.team.load(teamId);
  }

  @FieldResolver(() => UserType, {
    nullable: true,
    description: 'Who stands in for them while they are on leave. Null: nobody was named.',
  })
  delegate(@Root() { delegateId }: UserRow, @Ctx() { loaders }: Context) {
    return delegateId === null ? null : loaders.user.load(delegateId);
  }
}

/** How to reach somebody, and what they sign in with, is for themself and for TEAM_LEAD and above. */
function mayReach({ id }: UserRow, { viewer }: Context): boolean {
  return viewer !== null && (viewer.id === id || isAtLeast(viewer.role, 'TEAM_LEAD'));
}

@Resolver(() => TeamType)
export class TeamFields {
  @Query(() => [TeamType], { description: 'Every team, by name. Anybody signed in.' })
  teams(@Ctx() ctx: Context) {
    viewerOf(ctx);
    return allTeams(ctx.database);
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Who leads it. Null: nobody yet.' })
  lead(@Root() { leadId }: TeamRow, @Ctx() { loaders }: Context) {
    return leadId === null ? null : loaders.user.load(leadId);
  }

  @FieldResolver(() => [UserType], { description: 'Its members, by name, inactive ones included.' })
  members(@Root() { id }: TeamRow, @Ctx() { loaders }: Context) {
    return loaders.teamMembers.load(id);
  }

  @FieldResolver(() => PlaybookType, { description: 'What its new customers begin under.' })
  playbook(@Root() { playbookId }: TeamRow, @Ctx() { loaders }: Context) {
    return loaders.playbook.load(playbookId);
  }
}
