import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { signInWithWecom, type NotLetIn } from '../../commands/sign-in-with-wecom.js';
import type { OpenSession } from '../../commands/store/refresh-tokens.js';
import { message } from '../../domain/message.js';
import { CallerError } from '../../domain/refusal.js';
import type { TextCode } from '../../domain/texts.js';
import { SessionType } from '../../schema/types/people.type.js';
import { WecomJsConfigType } from '../../schema/types/wecom.type.js';
import { answerSession } from '../auth/answer-session.js';
import { viewerOf, type Context } from '../context.js';
import { Unauthenticated } from '../errors.js';
import type { WecomSide } from '../wecom/wecom-side.js';

type Refused = NotLetIn | 'CODE_REFUSED' | 'STATE_REFUSED';

const TEXTS: Readonly<Record<Refused, TextCode>> = {
  CODE_REFUSED: 'SIGN_IN_CODE_REFUSED',
  STATE_REFUSED: 'SIGN_IN_STATE_REFUSED',
  PERSON_UNKNOWN: 'SIGN_IN_PERSON_UNKNOWN',
  PERSON_INACTIVE: 'SIGN_IN_PERSON_INACTIVE',
};

/** A code of WeCom has at most 512 characters. */
const LONGEST_CODE = 512;

@Resolver()
export class WecomPeople {
  @Mutation(() => SessionType, {
    description:
      'Signs in whoever is linked (`wecomUserId`) to the WeCom account behind a code of WeCom’s browser. Anybody. UNAUTHENTICATED says why as `reason`: CODE_REFUSED (wrong, used, or older than 5 minutes), STATE_REFUSED (not begun by this browser), PERSON_UNKNOWN (linked to nobody, or no member), PERSON_INACTIVE. Each counts as a failed sign-in of its address, as of `signIn`: RATE_LIMITED. UNAVAILABLE where WeCom doesn’t answer; NOT_FOUND where no WeCom app is set up.',
  })
  async signInWithWecom(
    @Arg('code', () => String, {
      description: 'As WeCom gave it to the browser, at most 512 characters; good once.',
      validateFn: () => undefined, // longer than other texts may be; what is too long to be a code is refused as one
    })
    code: string,
    @Arg('state', () => String, {
      nullable: true,
      description:
        'As it came back along with the code, where the sign-in began at `GET /wecom/sign-in`; needs that browser’s cookie. Null: the caller began it otherwise, and has seen to it itself that it was this person who did.',
    })
    state: string | null,
    @Ctx() ctx: Context,
  ): Promise<SessionType> {
    const side = wecomOf(ctx);
    const attempt = { account: code.slice(0, LONGEST_CODE), address: ctx.address, by: 'CODE' as const };
    const session = await ctx.auth.limits.attempt(attempt, () => opened(side, code, state, ctx));
    if (typeof session === 'string') throw new Unauthenticated(TEXTS[session], session);
    return answerSession(session, ctx);
  }

  @Query(() => WecomJsConfigType, {
    description:
      'Lets a page of this system use WeCom’s JS-SDK, e.g. in the side bar of a chat. Anybody signed in. BAD_USER_INPUT for an address that isn’t below the server’s own (PUBLIC_URL); UNAVAILABLE where WeCom doesn’t answer; NOT_FOUND where no WeCom app is set up.',
  })
  wecomJsConfig(
    @Arg('url', () => String, {
      description: 'The address of the page, as `location.href` has it; what follows a # doesn’t matter.',
    })
    url: string,
    @Ctx() ctx: Context,
  ): Promise<WecomJsConfigType> {
    viewerOf(ctx);
    return wecomOf(ctx).jsConfig(url);
  }
}

function wecomOf({ wecom }: Context): WecomSide {
  if (!wecom) throw new CallerError('NOT_FOUND', message('WECOM_APP_NOT_SET_UP'));
  return wecom;
}

/** The state is looked at first: a code that somebody else's browser was given isn't spent for them. */
async function opened(
  side: WecomSide,
  code: string,
  state: string | null,
  { auth, database, signInSecret }: Context,
): Promise<OpenSession | Refused> {
  if (state !== null && !auth.states.accepts(state, signInSecret, new Date())) return 'STATE_REFUSED';
  if (code === '' || code.length > LONGEST_CODE) return 'CODE_REFUSED';
  const member = await side.memberBehind(code);
  if (typeof member === 'string') return member;
  return member.userId === null ? 'PERSON_UNKNOWN' : signInWithWecom(database, member.userId);
}
