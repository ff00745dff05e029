import type { OpenSession } from '../../commands/store/refresh-tokens.js';
import type { SessionType } from '../../schema/types/people.type.js';
import type { Context } from '../context.js';

/** What stands in the answer is shown to the person it is about: the rest of the request runs as theirs. */
export async function answerSession(
  { sessionId, userId, refreshToken }: OpenSession,
  ctx: Context,
): Promise<SessionType> {
  const { token, expiresAt } = await ctx.auth.tokens.issue({ sessionId, userId });
  Object.assign(ctx, await ctx.as({ sessionId, expiresAt }));
  const user = (await ctx.loaders.user.load(userId)) as unknown as SessionType['user'];
  return { accessToken: token, refreshToken, expiresAt, user };
}
