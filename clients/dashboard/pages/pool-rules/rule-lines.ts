import type { PoolKind } from '../../generated/operations.js';
import { useTexts } from '../../language/texts.js';
import { listOf, recordOf, textOf } from '../../rules/definition.js';
import { useSpan } from '../../rules/use-span.js';
import { ruleWords } from '../../rules/words.js';
import { poolRuleWords } from './words.js';

/** The rules that people ask for most, each in a line. */
export function useRuleLines(): (kind: PoolKind, rules: unknown) => readonly string[] {
  const t = useTexts(poolRuleWords);
  const words = useTexts(ruleWords);
  const span = useSpan();
  return (kind, given) => {
    const rules = recordOf(given);
    const count = (name: string, say: (n: number) => string) =>
      typeof rules[name] === 'number' ? [say(rules[name])] : [];
    const lasts = (name: string, say: (span: string) => string) =>
      typeof rules[name] === 'string' ? [say(span(rules[name]))] : [];
    const reclaims = listOf(rules['reclaim']).map((rule) => {
      const { idleFor, since, ...narrowed } = recordOf(rule);
      const said = t.reclaims(span(textOf(idleFor)), words[since as 'CLAIM']);
      return Object.keys(narrowed).length > 0 ? t.forSome(said) : said;
    });
    return [
      ...(kind === 'PUBLIC' ? [...reclaims, ...lasts('longestHold', t.longest)] : []),
      ...count('dailyClaimLimit', t.perDay),
      ...count('holdingCap', t.atMost),
      ...lasts('coolDown', t.coolsDown),
      ...lasts('firstContactWithin', t.contacts),
    ];
  };
}
