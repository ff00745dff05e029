import { createHash } from 'node:crypto';
import {
  getOperationAST,
  GraphQLError,
  Kind,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
  visit,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { tooLarge } from './answer-size.js';
import { LIMIT_RULES, PARSE_LIMITS, VALIDATION_LIMITS } from './limits.js';

/** What a caller sends, over whichever door. */
export interface Payload {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly operationName?: string | null | undefined;
}

/** An operation that may be run. */
export interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName: string | null;
  readonly variableValues: Readonly<Record<string, unknown>> | null;
  readonly type: OperationDefinitionNode['operation'];
  /** Equal for two subscriptions that ask for the same, wherever each of them resumes. */
  readonly key: string;
}

/** Documents that are kept checked, and up to which length: clients send the same few over and over. */
const MOST_KEPT = 1_000;
const LONGEST_KEPT = 16_384;

type Checked = DocumentNode | readonly GraphQLError[];

/** Checks operations that don't come through Apollo by the same rules. */
export class Operations {
  private readonly known = new Map<string, Checked>();

  constructor(private readonly schema: GraphQLSchema) {}

  /** The operation, or all that is wrong with it. */
  check({ query, variables = null, operationName = null }: Payload): Operation | readonly GraphQLError[] {
    const document = this.documentOf(query);
    if (!('kind' in document)) return document;
    const definition = getOperationAST(document, operationName);
    if (!definition) return [unknownOperation(operationName)];
    const refusal = tooLarge(this.schema, { document, variables, operationName });
    if (refusal) return [refusal];
    const key = keyOf({ query, operationName }, variables, document, definition);
    return { schema: this.schema, document, operationName, variableValues: variables, type: definition.operation, key };
  }

  private documentOf(query: string): Checked {
    const known = this.known.get(query);
    if (known) return known;
    const checked = checkDocument(this.schema, query);
    if (query.length <= LONGEST_KEPT) {
      const [oldest] = this.known.keys();
      if (this.known.size >= MOST_KEPT && oldest !== undefined) this.known.delete(oldest);
      this.known.set(query, checked);
    }
    return checked;
  }
}

function checkDocument(schema: GraphQLSchema, query: string): Checked {
  try {
    const document = parse(query, PARSE_LIMITS);
    const problems = validate(schema, document, [...specifiedRules, ...LIMIT_RULES], VALIDATION_LIMITS);
    return problems.length > 0 ? problems.map(withoutSuggestions) : document;
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

/** As over HTTP, where Apollo leaves them out: nobody learns of the schema by guessing. */
function withoutSuggestions(error: GraphQLError): GraphQLError {
  error.message = error.message.replace(/ ?Did you mean(.+?)\?$/, '');
  return error;
}

const unknownOperation = (name: string | null): GraphQLError =>
  new GraphQLError(
    name === null
      ? 'Must provide operation name if query contains multiple operations.'
      : `Unknown operation named "${name}".`,
  );

function keyOf(
  asked: object,
  variables: Operation['variableValues'],
  document: DocumentNode,
  definition: OperationDefinitionNode,
): string {
  const resumed = resumedBy(document, definition);
  const told = Object.entries(variables ?? {}).filter(([name]) => name !== resumed);
  return createHash('sha256')
    .update(JSON.stringify([asked, told.sort()]))
    .digest('base64');
}

/** The variable that says where a subscription resumes, if it says nothing else. */
function resumedBy(document: DocumentNode, { operation, selectionSet }: OperationDefinitionNode): string | null {
  const [root] = selectionSet.selections;
  if (operation !== OperationTypeNode.SUBSCRIPTION || root?.kind !== Kind.FIELD) return null;
  const after = root.arguments?.find(({ name }) => name.value === 'after')?.value;
  if (after?.kind !== Kind.VARIABLE) return null;
  const { value: name } = after.name;
  let uses = 0;
  visit(document, {
    VariableDefinition: () => false,
    Variable: (node) => void (node.name.value === name && uses++),
  });
  return uses === 1 ? name : null;
}
