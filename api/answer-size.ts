import {
  getNamedType,
  getNullableType,
  getOperationAST,
  GraphQLError,
  isCompositeType,
  isListType,
  isObjectType,
  isInterfaceType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import type { ErrorCode } from './errors.js';
import { DEFAULT_PAGE, LARGEST_PAGE } from './queries/page-args.js';

/** Objects in one answer; a hundred customers with a hundred follow-ups and their owners are 20,300. */
const MOST_OBJECTS = 50_000;

/** What a list without pages is taken for: teams, members, stages, transitions. */
const USUAL_LIST = 10;

interface Asked {
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Why an operation won't be run: pages within pages multiply, and their product would keep the process from everybody else. */
export function tooLarge(schema: GraphQLSchema, asked: Asked): GraphQLError | null {
  if (new AnswerSize(schema, asked).objects() <= MOST_OBJECTS) return null;
  return new GraphQLError(`The answer could hold more than ${MOST_OBJECTS} objects; ask for smaller pages.`, {
    extensions: { code: 'QUERY_TOO_COMPLEX' satisfies ErrorCode, http: { status: 400 } },
  });
}

/** How many objects a valid document may answer at most, by the sizes of the pages it asks for. */
class AnswerSize {
  private readonly fragments = new Map<string, number>();
  private readonly operation: OperationDefinitionNode | null | undefined;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly asked: Asked,
  ) {
    this.operation = getOperationAST(asked.document, asked.operationName);
  }

  objects(): number {
    const root = this.operation && this.schema.getRootType(this.operation.operation);
    return this.operation && root ? this.within(this.operation.selectionSet, root, USUAL_LIST) : 0;
  }

  private within({ selections }: SelectionSetNode, type: GraphQLNamedType, page: number): number {
    const sizes = selections.map((selection) => {
      switch (selection.kind) {
        case Kind.FIELD:
          return this.ofField(selection, type, page);
        case Kind.INLINE_FRAGMENT:
          return this.within(selection.selectionSet, this.typeOf(selection.typeCondition?.name.value, type), page);
        case Kind.FRAGMENT_SPREAD:
          return this.ofFragment(selection.name.value, page);
      }
    });
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  /** Each is walked once however often it is spread: fragments that spread others twice would double at every level. */
  private ofFragment(name: string, page: number): number {
    const key = `${name} ${page}`;
    const known = this.fragments.get(key);
    if (known !== undefined) return known;
    const fragment = this.asked.document.definitions.find(
      (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === name,
    );
    if (fragment?.kind !== Kind.FRAGMENT_DEFINITION) return 0;
    const type = this.schema.getType(fragment.typeCondition.name.value);
    const size = type ? this.within(fragment.selectionSet, type, page) : 0;
    this.fragments.set(key, size);
    return size;
  }

  private ofField(field: FieldNode, parent: GraphQLNamedType, page: number): number {
    const found = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[field.name.value] : undefined;
    if (!found || !field.selectionSet || !isCompositeType(getNamedType(found.type))) return 0;
    const type = getNamedType(found.type);
    const isPaged = found.args.some(({ name }) => name === 'first');
    const each = 1 + this.within(field.selectionSet, type, isPaged ? this.pageOf(field) : USUAL_LIST);
    return isListType(getNullableType(found.type)) ? each * (this.idsOf(field) ?? page) : each;
  }

  private pageOf(field: FieldNode): number {
    const size = this.argument(field, 'first') ?? this.argument(field, 'last') ?? DEFAULT_PAGE;
    return typeof size === 'number' ? Math.min(Math.max(size, 1), LARGEST_PAGE) : LARGEST_PAGE;
  }

  private idsOf(field: FieldNode): number | undefined {
    const ids = this.argument(field, 'ids');
    return Array.isArray(ids) ? ids.length : undefined;
  }

  private argument({ arguments: given = [] }: FieldNode, name: string): unknown {
    const argument = given.find((one) => one.name.value === name);
    return argument && this.valueIn(argument.value);
  }

  private valueIn(node: ValueNode): unknown {
    if (node.kind === Kind.VARIABLE) return this.valueOfVariable(node.name.value);
    if (node.kind === Kind.INT) return Number(node.value);
    return node.kind === Kind.LIST ? node.values : undefined;
  }

  private valueOfVariable(name: string): unknown {
    const { variables } = this.asked;
    if (variables && Object.hasOwn(variables, name)) return variables[name] ?? undefined;
    const defined = this.operation?.variableDefinitions?.find(({ variable }) => variable.name.value === name);
    return defined?.defaultValue && this.valueIn(defined.defaultValue);
  }

  private typeOf(name: string | undefined, otherwise: GraphQLNamedType): GraphQLNamedType {
    return (name === undefined ? undefined : this.schema.getType(name)) ?? otherwise;
  }
}
