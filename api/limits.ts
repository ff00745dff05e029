import { ApolloArmor } from '@escape.tech/graphql-armor';
import { BREAK, GraphQLError, visit, type DocumentNode, type ValidationContext, type ValidationRule } from 'graphql';
import type { SignedIn } from './context.js';
import { Unauthenticated, type ErrorCode } from './errors.js';

/** Above this a document isn't read to its end. The largest introspection query has about 400. */
export const PARSE_LIMITS = { maxTokens: 2_000 };

/** Complaints about one document; more would only repeat what the caller sent. */
export const VALIDATION_LIMITS = { maxErrors: 20 };

/** Reports it like any other complaint about the document, under its own code; thrown, it would pass for a fault of ours. */
const tooComplex = () => ({
  propagateOnRejection: false,
  onReject: [
    (context: ValidationContext | null, { message }: GraphQLError) =>
      context?.reportError(
        new GraphQLError(message, { extensions: { code: 'QUERY_TOO_COMPLEX' satisfies ErrorCode } }),
      ),
  ],
});

/** What every document has to keep to, whichever way it comes in. */
export const LIMIT_RULES: readonly ValidationRule[] = new ApolloArmor({
  maxAliases: { n: 15, allowList: [], ...tooComplex() },
  maxDirectives: { n: 5, ...tooComplex() },
  maxDepth: { n: 15, flattenFragments: true, ...tooComplex() },
  maxTokens: { enabled: false }, // it turns syntax errors into server errors; the parser's own limit does not
  costLimit: { enabled: false },
  blockFieldSuggestion: { enabled: false }, // Apollo's own option does it
}).protect().validationRules;

/** The schema is for people who are signed in; others get it as a published file. */
export function refuseAnonymousIntrospection(document: DocumentNode, viewer: SignedIn | null): void {
  if (viewer === null && asksForSchema(document)) throw new Unauthenticated('UNAUTHENTICATED');
}

function asksForSchema(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field({ name }) {
      if (name.value !== '__schema' && name.value !== '__type') return undefined;
      found = true;
      return BREAK;
    },
  });
  return found;
}
