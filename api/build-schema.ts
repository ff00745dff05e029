import 'reflect-metadata';
import { getNamedType, isInputObjectType, type GraphQLSchema } from 'graphql';
import { buildSchema, type PubSub } from 'type-graphql';
import { DateTime } from '../schema/scalars.js';
import { validateInput } from '../schema/validate-input.js';
import { guardKeys } from './auth/guard-keys.js';
import { readHeadFirst } from './head-first.js';
import { resolvers } from './resolvers/index.js';

let building: Promise<GraphQLSchema> | undefined;

/** The schema as it is served: what schema/ promises with what api/resolvers answers. There is one. */
export const apiSchema = (): Promise<GraphQLSchema> => (building ??= buildApiSchema());

async function buildApiSchema(): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers,
    scalarsMap: [{ type: Date, scalar: DateTime }],
    validateFn: validateInput,
    pubSub: NO_BUS,
  });
  return guardKeys(readHeadFirst(describeInputs(describeRoots(schema))));
}

/** Our subscriptions read the event log themselves; type-graphql asks for a bus all the same. */
const NO_BUS: PubSub = { publish: unused, subscribe: unused };

function unused(): never {
  throw new Error('Subscriptions read the event log; there is no bus');
}

/** type-graphql takes no description for these three. */
function describeRoots(schema: GraphQLSchema): GraphQLSchema {
  const described = [
    [schema.getQueryType(), 'What can be read. What the caller may not see answers like what does not exist.'],
    [
      schema.getMutationType(),
      'What can be changed. A business "no" is the payload’s `refusal`; top-level errors mean that the call itself was wrong.',
    ],
    [
      schema.getSubscriptionType(),
      'What can be followed. With `after`, everything since that cursor comes first, in order, each once; then live.',
    ],
  ] as const;
  for (const [type, description] of described) if (type) type.description = description;
  return schema;
}

/** An input that is all there is to an argument has said already what the argument is. */
function describeInputs(schema: GraphQLSchema): GraphQLSchema {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const args = roots.flatMap((root) => Object.values(root?.getFields() ?? {})).flatMap((field) => field.args);
  for (const arg of args) {
    const type = getNamedType(arg.type);
    if (isInputObjectType(type)) arg.description ??= type.description;
  }
  return schema;
}
