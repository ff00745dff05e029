import { listOf, recordOf, type Definition } from '../../rules/definition.js';

/** No time at all. */
const AT_ONCE = 'PT0S';

/** What a field that was emptied means: none, and not what the product ships. */
const NONE = {
  reclaim: [],
  longestHold: null,
  warnBefore: [],
  exempt: [],
  dailyClaimLimit: null,
  holdingCap: null,
  holdingCapExcludes: [],
  coolDown: AT_ONCE,
  embargo: AT_ONCE,
  firstContactWithin: null,
  maskContacts: false,
};

/** Rules as fields show them: what is none is empty. */
export const opened = (rules: unknown): Definition =>
  Object.fromEntries(Object.entries(recordOf(rules)).filter(([, value]) => value !== null && value !== AT_ONCE));

/** Rules as the API takes them: whole. */
export function closed(definition: Definition): Readonly<Record<string, unknown>> {
  const rules = recordOf(definition);
  const suspension = recordOf(rules['suspension']);
  const unclaimed = recordOf(rules['unclaimed']);
  return {
    ...NONE,
    ...rules,
    ...(Array.isArray(rules['reclaim']) && { reclaim: listOf(rules['reclaim']).map(withoutEmptyLists) }),
    suspension: Object.keys(suspension).length > 0 ? suspension : null,
    unclaimed: unclaimed['for'] === undefined ? null : { then: 'DORMANT', ...unclaimed },
  };
}

/** Without any, the rule isn’t about certain stages or conditions. */
const withoutEmptyLists = (rule: unknown) =>
  Object.fromEntries(
    Object.entries(recordOf(rule)).filter(([, value]) => !(Array.isArray(value) && value.length === 0)),
  );
