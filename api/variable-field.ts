import { Kind, parse, visit, type ASTNode, type GraphQLError } from 'graphql';

/**
 * The input field that the value of a variable does not fit, named as our own checks name it, e.g. `next.dueAt`.
 * GraphQL's complaint names the place within the variable, the operation where the variable was put. Null: it is about something else.
 */
export function variableField({ message, source }: GraphQLError): string | null {
  const [, variable, inside = ''] = COMPLAINT.exec(message) ?? [];
  if (variable === undefined || !source) return null;
  const outside = placeOf(variable, parse(source.body));
  if (outside === null) return null;
  const [first, ...rest] = [...outside, ...(inside.match(/\w+/g) ?? [])];
  return first === 'input' ? rest.join('.') || null : [first, ...rest].join('.');
}

const COMPLAINT = /^Variable "\$(\w+)" got invalid value (?:[^]* at "\1((?:\.\w+|\[\d+\])+)"; )?/;

/** The argument, and the fields within it, that the variable was given for. */
function placeOf(variable: string, document: ASTNode): readonly string[] | null {
  let place: readonly string[] | null = null;
  visit(document, {
    Variable(node, _key, parent, _path, ancestors) {
      const names = [...ancestors, parent].flatMap((one) => (one && 'kind' in one ? nameOf(one) : []));
      if (node.name.value === variable && names.length > 0) place ??= names;
    },
  });
  return place;
}

const nameOf = (node: ASTNode): readonly string[] =>
  node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD ? [node.name.value] : [];
