import {
  Kind,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { headOfLog } from '../commands/store/event-log.js';
import type { Context } from './context.js';

/**
 * Clients query, then subscribe after `head`. Root fields run side by side, so in a query that selects `head` all others wait until it was read:
 * what is committed later than the data comes after `head` for certain.
 */
export function readHeadFirst(schema: GraphQLSchema): GraphQLSchema {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  for (const field of fields.filter(({ name }) => name !== 'head')) {
    const { resolve } = field;
    if (!resolve) continue;
    field.resolve = (root, args, context: Context, info) => {
      if (context.viewer === null || !selectsHead(info)) return resolve(root, args, context, info);
      return readHead(context).then(() => resolve(root, args, context, info));
    };
  }
  return schema;
}

const heads = new WeakMap<Context, Promise<string>>();

/** The log's position, once per request. */
export function readHead(context: Context): Promise<string> {
  const head = heads.get(context) ?? headOfLog(context.database.sql);
  heads.set(context, head);
  return head;
}

const known = new WeakMap<OperationDefinitionNode, boolean>();

function selectsHead({ operation, fragments }: GraphQLResolveInfo): boolean {
  const found = known.get(operation) ?? hasHead(operation.selectionSet, fragments);
  known.set(operation, found);
  return found;
}

function hasHead({ selections }: SelectionSetNode, fragments: GraphQLResolveInfo['fragments']): boolean {
  return selections.some((selection) => {
    if (selection.kind === Kind.FIELD) return selection.name.value === 'head';
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
    return inner !== undefined && hasHead(inner.selectionSet, fragments);
  });
}
