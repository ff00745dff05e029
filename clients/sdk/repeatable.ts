import {
  getOperationAST,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type OperationDefinitionNode,
  type TypeNode,
} from 'graphql';
import { REPEATABLE_INPUTS } from './generated/repeatable-inputs.js';
import { randomHex } from './random.js';

/** Whether a call may be asked again, and the variables that make it so: each input that takes an idempotencyKey has one. */
export function repeatable(document: DocumentNode, given: unknown) {
  const operation = getOperationAST(document);
  if (operation?.operation !== OperationTypeNode.MUTATION)
    return { variables: given, isRepeatable: operation?.operation === OperationTypeNode.QUERY };
  const variables: Record<string, unknown> = { ...(given as object | undefined) };
  for (const name of keyedVariables(operation)) variables[name] = withKey(variables[name]);
  return {
    variables,
    isRepeatable: fieldsOf(operation).every((inputs) => inputs.some((name) => hasKey(variables[name]))),
  };
}

const keyedVariables = ({ variableDefinitions }: OperationDefinitionNode): readonly string[] =>
  (variableDefinitions ?? [])
    .filter(({ type }) => REPEATABLE_INPUTS.has(nameOf(type)))
    .map(({ variable }) => variable.name.value);

const nameOf = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type));

/** An empty key stays: it says that the call isn't to be repeated. */
const withKey = (input: unknown): unknown =>
  typeof input === 'object' && input !== null
    ? { ...input, idempotencyKey: (input as Keyed).idempotencyKey ?? randomHex() }
    : input;

interface Keyed {
  readonly idempotencyKey?: unknown;
}

const hasKey = (input: unknown): boolean => Boolean((input as Keyed | null | undefined)?.idempotencyKey);

/** Which variables each field of a mutation is given. */
const fieldsOf = ({ selectionSet }: OperationDefinitionNode): readonly (readonly string[])[] =>
  selectionSet.selections.map((selection) =>
    selection.kind === Kind.FIELD
      ? (selection.arguments ?? []).flatMap(({ value }) => (value.kind === Kind.VARIABLE ? [value.name.value] : []))
      : [],
  );
