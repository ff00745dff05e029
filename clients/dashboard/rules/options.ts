import { useTexts } from '../language/texts.js';
import { conditionWords } from './conditions.js';
import type { Option } from './fields.js';
import { ruleWords } from './words.js';

export function useConditions(): readonly Option[] {
  return Object.entries(useTexts(conditionWords)).map(([value, text]) => ({ value, text }));
}

const SINCE = ['LAST_ACTIVITY', 'LAST_INTERACTION', 'LAST_STAGE_CHANGE', 'CLAIM'] as const;

/** What silence may be counted from. */
export function useSince(): readonly Option[] {
  const t = useTexts(ruleWords);
  return SINCE.map((value) => ({ value, text: t[value] }));
}
