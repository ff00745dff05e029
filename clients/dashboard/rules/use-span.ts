import { useTexts } from '../language/texts.js';
import { spanIn } from './span.js';
import { ruleWords } from './words.js';

/** Spans as people say them; one that isn't one number is left as it is. */
export function useSpan(): (span: string) => string {
  const t = useTexts(ruleWords);
  return (span) => {
    const read = spanIn(span);
    return read ? t[`span${read.unit}`](read.amount) : span;
  };
}
