import { Kind, type DocumentNode } from 'graphql';
import { chosenLocale } from '../language/locale.js';

/** A document with a `$locale` is asked in the language that was chosen here, whatever the person's own one is. */
export function inChosenLanguage(document: DocumentNode, variables: object): Record<string, unknown> {
  return { ...variables, ...(isTranslated(document) && { locale: chosenLocale() }) };
}

const isTranslated = ({ definitions }: DocumentNode): boolean =>
  definitions.some(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      definition.variableDefinitions?.some(({ variable }) => variable.name.value === 'locale'),
  );
