import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { refreshSession } from '../../commands/refresh-session.js';
import { findAccount, signIn } from '../../commands/sign-in.js';
import { signOut } from '../../commands/sign-out.js';
import { SessionType } from '../../schema/types/people.type.js';
import { answerSession } from '../auth/answer-session.js';
import { viewerOf, type Context } from '../context.js';
import { Unauthenticated } from '../errors.js';

@Resolver()
export class Sessions {
  @Mutation(() => SessionType, {
    description:
      'Signs in with a login and a password. Anybody. A wrong one, or somebody inactive, is UNAUTHENTICATED; after 10 failures of one account or 100 of one address in 15 minutes RATE_LIMITED with `retryAfter` in seconds, also for the right password. The access token lasts 15 minutes, the session 30 days from its last refresh.',
  })
  async signIn(
    @Arg('login', () => String, { description: 'An e-mail address or a phone number, in any spelling.' }) login: string,
    @Arg('password', () => String, { description: 'The password.' }) password: string,
    @Ctx() ctx: Context,
  ): Promise<SessionType> {
    const account = await findAccount(ctx.database, login);
    const attempt = { account: account?.id ?? login.slice(0, LONGEST_LOGIN), address: ctx.address };
    const session = await ctx.auth.limits.attempt(attempt, () =>
      signIn(ctx.database, ctx.auth.passwords, account, password),
    );
    if (!session) throw new Unauthenticated('SIGN_IN_FAILED');
    return answerSession(session, ctx);
  }

  @Mutation(() => SessionType, {
    description:
      'Carries a session on: a new access token and a new refresh token. Send it without an Authorization header, whose token may have expired. Anybody. Each token works once; for a minute it is answered with the same next one, as somebody asks again whom the answer didn’t reach. A token that ended, or was used longer ago, is UNAUTHENTICATED; a used one ends its session.',
  })
  async refreshSession(
    @Arg('refreshToken', () => String, { description: 'The latest refresh token of the session.' })
    refreshToken: string,
    @Ctx() ctx: Context,
  ): Promise<SessionType> {
    const session = await refreshSession(ctx.database, ctx.auth.refreshTokens, refreshToken);
    if (!session) throw new Unauthenticated('SESSION_ENDED');
    return answerSession(session, ctx);
  }

  @Mutation(() => Boolean, {
    description: 'Ends the session of the access token: both of its tokens are refused from now on. Anybody signed in.',
  })
  async signOut(@Ctx() ctx: Context): Promise<boolean> {
    await signOut(ctx.database, viewerOf(ctx).sessionId);
    return true;
  }
}

/** Bounds what is remembered of logins that nobody has. */
const LONGEST_LOGIN = 254;
