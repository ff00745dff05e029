import type { GraphQLFieldResolver, GraphQLObjectType, GraphQLSchema } from 'graphql';
import type { Outcome } from '../../commands/command.js';
import { message } from '../../domain/message.js';
import type { KeyLimits } from '../../domain/policy.js';
import { CallerError } from '../../domain/refusal.js';
import type { Context, SignedIn } from '../context.js';
import { RateLimited } from '../errors.js';
import { keyDoorOf, type KeyDoor } from './key-doors.js';

type Resolve = GraphQLFieldResolver<unknown, Context>;

/** Every root field, by whichever door it is asked, passes here: an API key needs its scope, and may not ask too often. People pass. */
export function guardKeys(schema: GraphQLSchema): GraphQLSchema {
  for (const root of ['Query', 'Mutation', 'Subscription'] as const) {
    const type = schema.getType(root) as GraphQLObjectType<unknown, Context>;
    const how = root === 'Subscription' ? 'subscribe' : 'resolve';
    for (const field of Object.values(type.getFields())) field[how] = guarded(field[how]!, keyDoorOf(root, field.name));
  }
  return schema;
}

function guarded(resolve: Resolve, door: KeyDoor): Resolve {
  return (root, args, context, info) => {
    const { viewer } = context;
    if (viewer?.key === undefined) return resolve(root, args, context, info);
    admit(viewer, door, context);
    const answer: unknown = resolve(root, args, context, info);
    return isForIntakeOnly(viewer.key) ? Promise.resolve(answer).then(withoutObjects) : answer;
  };
}

function admit({ key, sessionId }: SignedIn, door: KeyDoor, { auth }: Context): void {
  const seconds = auth.keyLimits.take(sessionId);
  if (seconds > 0) throw new RateLimited('KEY_OVERUSED', seconds);
  if (door === null) throw new CallerError('FORBIDDEN', message('PEOPLE_ONLY'));
  if (door.length > 0 && !door.some((scope) => key!.scopes.includes(scope)))
    throw new CallerError('FORBIDDEN', message('KEY_SCOPE_MISSING', { scope: door.join(' / ') }));
}

const isForIntakeOnly = ({ scopes }: KeyLimits): boolean => scopes.every((scope) => scope === 'intake');

/** A key that stands on a website may be read by anybody: it is told whether its lead arrived, not who that already is. */
const withoutObjects = (answer: unknown): unknown => (isOutcome(answer) ? { ...answer, answer: {} } : answer);

const isOutcome = (answer: unknown): answer is Outcome =>
  typeof answer === 'object' && answer !== null && 'answer' in answer && 'cursor' in answer;
