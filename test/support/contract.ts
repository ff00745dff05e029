import { readFileSync } from 'node:fs';
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isSpecifiedScalarType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLType,
} from 'graphql';

export interface Comparison {
  /** Coordinates of the contract that the SDL doesn't have: `Funnel`, `Query.funnel`, `Intent.HIGH`, `Query.users(search:)`. */
  readonly missing: readonly string[];
  /** What both have and the SDL promises less of. */
  readonly offences: readonly string[];
}

export const readSchema = (path: string): GraphQLSchema => buildSchema(readFileSync(path, 'utf8'));

/** How far an SDL keeps the contract: it may promise more, and accept more, but never less. */
export function compareWithContract(contract: GraphQLSchema, sdl: GraphQLSchema): Comparison {
  const findings = typesOf(contract).flatMap((type) => {
    const ours = sdl.getType(type.name);
    return ours ? compareTypes(type, ours) : [missing(type.name)];
  });
  return {
    missing: findings
      .filter((one) => one.isMissing)
      .map((one) => one.text)
      .sort(),
    offences: findings.filter((one) => !one.isMissing).map((one) => one.text),
  };
}

/** The types that are somebody's work: neither introspection nor the scalars of GraphQL itself. */
export const typesOf = (schema: GraphQLSchema): readonly GraphQLNamedType[] =>
  Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type));

interface Finding {
  readonly isMissing: boolean;
  readonly text: string;
}

const missing = (text: string): Finding => ({ isMissing: true, text });
const offence = (text: string): Finding => ({ isMissing: false, text });

function compareTypes(theirs: GraphQLNamedType, ours: GraphQLNamedType): readonly Finding[] {
  if (theirs.constructor.name !== ours.constructor.name) return [offence(`${theirs.name} is another kind of type`)];
  if (isEnumType(theirs) && isEnumType(ours)) {
    const values = theirs.getValues().filter(({ name }) => !ours.getValue(name));
    return values.map(({ name }) => missing(`${theirs.name}.${name}`));
  }
  if (isInputObjectType(theirs) && isInputObjectType(ours))
    return compareInputs(theirs.name, theirs.getFields(), ours.getFields());
  if ((isObjectType(theirs) && isObjectType(ours)) || (isInterfaceType(theirs) && isInterfaceType(ours))) {
    const names = ours.getInterfaces().map(({ name }) => name);
    const lost = theirs.getInterfaces().filter(({ name }) => !names.includes(name));
    return [
      ...lost.map(({ name }) => offence(`${theirs.name} doesn't implement ${name}`)),
      ...Object.values(theirs.getFields()).flatMap((field) =>
        compareFields(theirs.name, field, ours.getFields()[field.name]),
      ),
    ];
  }
  return [];
}

type Field = GraphQLField<unknown, unknown>;

function compareFields(type: string, theirs: Field, ours: Field | undefined): readonly Finding[] {
  const coordinate = `${type}.${theirs.name}`;
  if (!ours) return [missing(coordinate)];
  const isNarrower = !answersAtLeast(theirs.type, ours.type);
  const required = ours.args.filter(
    (arg) => isRequiredArgument(arg) && !theirs.args.some(({ name }) => name === arg.name),
  );
  return [
    ...(isNarrower ? [offence(`${coordinate} is ${String(ours.type)}, not ${String(theirs.type)}`)] : []),
    ...required.map((arg) => offence(`${coordinate}(${arg.name}:) is required, and not in the contract`)),
    ...theirs.args.flatMap((arg) =>
      compareArguments(
        coordinate,
        arg,
        ours.args.find(({ name }) => name === arg.name),
      ),
    ),
  ];
}

function compareArguments(
  field: string,
  theirs: GraphQLArgument,
  ours: GraphQLArgument | undefined,
): readonly Finding[] {
  const coordinate = `${field}(${theirs.name}:)`;
  return ours ? compareAccepted(coordinate, theirs, ours) : [missing(coordinate)];
}

type InputFields = Readonly<Record<string, GraphQLInputField>>;

function compareInputs(type: string, theirs: InputFields, ours: InputFields): readonly Finding[] {
  const required = Object.values(ours).filter((field) => isRequiredInputField(field) && !theirs[field.name]);
  return [
    ...required.map((field) => offence(`${type}.${field.name} is required, and not in the contract`)),
    ...Object.values(theirs).flatMap((field) => {
      const coordinate = `${type}.${field.name}`;
      const ourField = ours[field.name];
      return ourField ? compareAccepted(coordinate, field, ourField) : [missing(coordinate)];
    }),
  ];
}

function compareAccepted(
  coordinate: string,
  theirs: GraphQLInputField | GraphQLArgument,
  ours: GraphQLInputField | GraphQLArgument,
): readonly Finding[] {
  const accepts = answersAtLeast(ours.type, theirs.type);
  const isSameDefault = JSON.stringify(theirs.defaultValue) === JSON.stringify(ours.defaultValue);
  return [
    ...(accepts ? [] : [offence(`${coordinate} takes ${String(ours.type)}, not ${String(theirs.type)}`)]),
    ...(isSameDefault ? [] : [offence(`${coordinate} has another default`)]),
  ];
}

/** The same type, where more may be non-null than was promised. */
function answersAtLeast(promised: GraphQLType, given: GraphQLType): boolean {
  if (isNonNullType(promised)) return isNonNullType(given) && answersAtLeast(promised.ofType, given.ofType);
  if (isNonNullType(given)) return answersAtLeast(promised, given.ofType);
  if (isListType(promised)) return isListType(given) && answersAtLeast(promised.ofType, given.ofType);
  return !isListType(given) && promised.name === given.name;
}
