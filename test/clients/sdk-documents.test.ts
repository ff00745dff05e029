import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Kind, parse, type DefinitionNode, type OperationDefinitionNode, type SelectionNode } from 'graphql';
import { readSchema } from '../support/contract.js';

const DOCUMENTS = 'clients/sdk/documents';

test('whatever the API can be asked, the SDK asks with one of its documents', () => {
  const asked = new Set(operations().flatMap(rootFields));
  expect(everyRootField().filter((field) => !asked.has(field))).toEqual([]);
});

function everyRootField(): readonly string[] {
  const sdl = readSchema('schema/schema.graphql');
  const roots = { query: sdl.getQueryType(), mutation: sdl.getMutationType(), subscription: sdl.getSubscriptionType() };
  return Object.entries(roots).flatMap(([operation, type]) =>
    Object.keys(type?.getFields() ?? {}).map((field) => `${operation} ${field}`),
  );
}

const operations = (): readonly OperationDefinitionNode[] =>
  readdirSync(DOCUMENTS)
    .flatMap((name): readonly DefinitionNode[] => parse(readFileSync(`${DOCUMENTS}/${name}`, 'utf8')).definitions)
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);

const rootFields = ({ operation, selectionSet }: OperationDefinitionNode): readonly string[] =>
  selectionSet.selections
    .filter((selection: SelectionNode) => selection.kind === Kind.FIELD)
    .map(({ name }) => `${operation} ${name.value}`);
