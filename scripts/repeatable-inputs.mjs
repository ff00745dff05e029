// A plugin of codegen: which inputs make a mutation safe to repeat.
import { isInputObjectType } from 'graphql';

export function plugin(schema) {
  const names = Object.values(schema.getTypeMap())
    .filter((type) => isInputObjectType(type) && 'idempotencyKey' in type.getFields())
    .map(({ name }) => `  '${name}',`);
  return [
    '/** The inputs with an idempotencyKey: a mutation with one is safe to repeat. */',
    'export const REPEATABLE_INPUTS: ReadonlySet<string> = new Set([',
    ...names,
    ']);',
  ].join('\n');
}
