import { describe, expect, test } from '@jest/globals';
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  type GraphQLNamedType,
} from 'graphql';
import { compareWithContract, readSchema, typesOf } from '../support/contract.js';

const contract = readSchema('schema/contract.graphql');
const sdl = readSchema('schema/schema.graphql');

describe('the emitted SDL', () => {
  const { missing, offences } = compareWithContract(contract, sdl);

  test('promises nothing less than the contract', () => {
    expect(offences).toEqual([]);
  });

  test('has everything of the contract', () => {
    expect(missing).toEqual([]);
  });

  test('describes every type, field, argument, enum value and input field', () => {
    expect(typesOf(sdl).flatMap(undescribed)).toEqual([]);
  });

  test('says where each of its own scalars is specified', () => {
    const unspecified = typesOf(sdl).filter((type) => isScalarType(type) && !type.specifiedByURL);
    expect(unspecified.map(({ name }) => name)).toEqual([]);
  });
});

describe('the comparison', () => {
  const compare = (promised: string, given: string) => compareWithContract(buildSchema(promised), buildSchema(given));

  test.each([
    ['a field that answers null where it may not', 'type Query { a: Int! }', 'type Query { a: Int }'],
    ['a field of another type', 'type Query { a: Int }', 'type Query { a: String }'],
    ['an item instead of a list', 'type Query { a: [Int] }', 'type Query { a: Int }'],
    ['an argument that must be given now', 'type Query { a(b: Int): Int }', 'type Query { a(b: Int!): Int }'],
    ['a new argument that must be given', 'type Query { a: Int }', 'type Query { a(b: Int!): Int }'],
    ['another default', 'type Query { a(b: Int = 1): Int }', 'type Query { a(b: Int = 2): Int }'],
  ])('notices %s', (_, promised, given) => {
    expect(compare(promised, given).offences).toHaveLength(1);
  });

  test.each([
    ['a field that never answers null', 'type Query { a: Int }', 'type Query { a: Int! }'],
    ['an argument that may be left out now', 'type Query { a(b: Int!): Int }', 'type Query { a(b: Int): Int }'],
    ['a new argument that may be left out', 'type Query { a: Int }', 'type Query { a(b: Int): Int }'],
  ])('accepts %s', (_, promised, given) => {
    expect(compare(promised, given)).toEqual({ missing: [], offences: [] });
  });

  test('names what is missing by its coordinate', () => {
    const promised = 'type Query { a(b: Int): E, c: Int, d: D } enum E { F G } type D { h: Int }';
    expect(compare(promised, 'type Query { a: E } enum E { F }').missing).toEqual([
      'D',
      'E.G',
      'Query.a(b:)',
      'Query.c',
      'Query.d',
    ]);
  });
});

function undescribed(type: GraphQLNamedType): readonly string[] {
  return partsOf(type)
    .filter(({ description }) => !description)
    .map(({ coordinate }) => coordinate);
}

interface Part {
  readonly coordinate: string;
  readonly description: string | null | undefined;
}

function partsOf(type: GraphQLNamedType): readonly Part[] {
  return [{ coordinate: type.name, description: type.description }, ...membersOf(type)];
}

function membersOf(type: GraphQLNamedType): readonly Part[] {
  const part = ({
    name,
    description,
  }: {
    readonly name: string;
    readonly description?: string | null | undefined;
  }): Part => ({
    coordinate: `${type.name}.${name}`,
    description,
  });
  if (isEnumType(type)) return type.getValues().map(part);
  if (isInputObjectType(type)) return Object.values(type.getFields()).map(part);
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    part(field),
    ...field.args.map((arg) => ({
      coordinate: `${type.name}.${field.name}(${arg.name}:)`,
      description: arg.description,
    })),
  ]);
}
