import { labelIn, message, type Label, type Message } from '../../domain/message.js';
import type { Locale } from '../../domain/people.js';
import { findStage } from '../../domain/playbook/playbook.js';
import type { Refusal } from '../../domain/refusal.js';
import type { Context } from '../context.js';
import { ownPlaybook } from './own-playbook.js';

/** A refusal's sentence; what it is made of stands in the refusal's own fields as well. */
export async function refusalMessage(refusal: Refusal, locale: Locale, ctx: Context): Promise<Message> {
  switch (refusal.code) {
    case 'TRANSITION_NOT_ALLOWED':
      return transitionNotAllowed(refusal, locale, ctx);
    case 'CONDITIONS_UNMET':
    case 'FOLLOW_UP_INCOMPLETE':
      return message(refusal.code, { count: refusal.unmet.length });
    case 'VERSION_CONFLICT':
      return message(refusal.code, { expected: refusal.expected, current: refusal.current });
    case 'PLAYBOOK_INVALID':
    case 'POOL_RULES_INVALID':
      return message(refusal.code, { count: refusal.problems.filter(({ severity }) => severity === 'ERROR').length });
    case 'REASON_REQUIRED':
    case 'DAILY_CLAIM_LIMIT':
    case 'HOLDING_CAP':
    case 'CLAIM_COOL_DOWN':
    case 'CLAIM_SUSPENDED':
    case 'POOL_EMBARGO':
    case 'DUPLICATE':
    case 'APPROVAL_REQUIRED':
    case 'NOT_OWNER':
    case 'ALREADY_OWNED':
    case 'NOT_IN_POOL':
    case 'NOT_POOL_MEMBER':
    case 'PROTECTED':
    case 'ALREADY_CLOSED':
    case 'IDEMPOTENCY_MISMATCH':
    case 'IN_USE':
    case 'NO_CONSENT':
    case 'OPTED_OUT':
    case 'CHANNEL_NOT_CHOSEN':
    case 'TEST_LIMIT':
    case 'NOT_FOUND':
      return message(refusal.code);
  }
}

type TransitionNotAllowed = Extract<Refusal, { code: 'TRANSITION_NOT_ALLOWED' }>;

/** Stages by the names that the viewer's team gives them; a code that it doesn't know stays a code. */
async function transitionNotAllowed(
  { code, from, to, allowed }: TransitionNotAllowed,
  locale: Locale,
  ctx: Context,
): Promise<Message> {
  const playbook = await ownPlaybook(ctx);
  const named = (stage: string): Label | string => findStage(playbook, stage)?.label ?? stage;
  const inWords = allowed.map(named).map((name) => (typeof name === 'string' ? name : labelIn(name, locale)));
  return message(code, { from: named(from), to: named(to), allowed: inWords.join(locale === 'EN' ? ', ' : '、') });
}
