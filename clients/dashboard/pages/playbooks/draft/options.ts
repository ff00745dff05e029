import { useLocale, useTexts } from '../../../language/texts.js';
import { listOf, recordOf } from '../../../rules/definition.js';
import { useEditing } from '../../../rules/editing.js';
import type { Option } from '../../../rules/fields.js';
import { stagesIn, wordOf } from '../stages.js';
import { partWords } from './part-words.js';

/** Every stage of the draft that has a code. */
export function useStageOptions(): readonly Option[] {
  const { definition } = useEditing();
  return stagesIn(definition, useLocale()).flatMap(({ code, name }) =>
    code === '' ? [] : { value: code, text: name },
  );
}

/** What the draft says that a follow-up may be for. */
export function usePurposes(): readonly Option[] {
  const { definition } = useEditing();
  const locale = useLocale();
  return listOf(recordOf(definition)['purposes']).flatMap((purpose) => {
    const { code, label } = recordOf(purpose);
    return typeof code === 'string' ? [{ value: code, text: wordOf(label, locale) || code }] : [];
  });
}

/** Whoever is to do something or hears of it. */
export const useWho = (): readonly Option[] => useNamed(['OWNER', 'TEAM_LEAD', 'MANAGER']);

type Words = (typeof partWords)['zh'];
type Name = { readonly [Key in keyof Words]: Words[Key] extends string ? Key : never }[keyof Words];

/** Codes of the definition, as people call them. */
export function useNamed(codes: readonly Name[]): readonly Option[] {
  const t = useTexts(partWords);
  return codes.map((value) => ({ value, text: t[value] }));
}
