import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Outcome } from '../../commands/command.js';
import { createApiKey } from '../../commands/create-api-key.js';
import { revokeApiKey } from '../../commands/revoke-api-key.js';
import { ApiKeyIdInput, CreateApiKeyInput } from '../../schema/inputs/people.input.js';
import { ApiKeyPayload } from '../../schema/types/payload.type.js';
import { ApiKeyType, TeamType, UserType } from '../../schema/types/people.type.js';
import { viewerOf, type Context } from '../context.js';
import { allApiKeys, type ApiKeyRow } from '../queries/api-keys.js';
import { named } from './named.js';

@Resolver(() => ApiKeyType)
export class ApiKeyFields {
  @Query(() => [ApiKeyType], {
    description:
      'All API keys, the latest first, those that were revoked or ran out included. ADMIN; not by an API key.',
  })
  apiKeys(@Ctx() ctx: Context): Promise<readonly ApiKeyRow[]> {
    viewerOf(ctx, 'manageKeys');
    return allApiKeys(ctx.database);
  }

  @FieldResolver(() => [TeamType], { description: 'The teams it is limited to. Empty: not limited.' })
  async teams(@Root() { teamIds }: ApiKeyRow, @Ctx() { loaders }: Context) {
    const teams = await Promise.all(teamIds.map((id) => loaders.team.load(id)));
    return teams.filter((team) => team !== null);
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Who made it.' })
  createdBy(@Root() { createdById }: ApiKeyRow, @Ctx() { loaders }: Context) {
    return loaders.user.load(createdById);
  }
}

@Resolver()
export class ApiKeyMutations {
  @Mutation(() => ApiKeyPayload, {
    description:
      'Makes a key for a program, which sends it as `Authorization: Bearer gj_…` and in `connection_init`. Its secret is answered this once. ADMIN; not by an API key. Refusals: IDEMPOTENCY_MISMATCH. BAD_USER_INPUT names the field: a scope that there isn’t, teams that are missing or not taken, an end in the past.',
  })
  createApiKey(@Arg('input', () => CreateApiKeyInput) input: CreateApiKeyInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'manageKeys');
    return ctx.run(createApiKey, input);
  }

  @Mutation(() => ApiKeyPayload, {
    description:
      'Ends a key for good: calls by it are refused from now on, and its sockets are closed within 5 seconds. Doing so twice changes nothing. ADMIN; not by an API key. Refusals: IDEMPOTENCY_MISMATCH.',
  })
  revokeApiKey(@Arg('input', () => ApiKeyIdInput) input: ApiKeyIdInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'manageKeys');
    return ctx.run(revokeApiKey, input);
  }
}

@Resolver(() => ApiKeyPayload)
export class ApiKeyPayloadFields {
  @FieldResolver(() => ApiKeyType, { nullable: true, description: 'The key as it is now. Null: it was refused.' })
  apiKey(@Root() outcome: Outcome, @Ctx() { loaders }: Context) {
    return named(outcome, 'apiKeyId', loaders.apiKey);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The whole secret, shown only this once. Null: no key was made, also where a call is repeated.',
  })
  secret(@Root() { answer }: Outcome) {
    return answer['secret'] ?? null;
  }
}
