import type { CalendarKind } from '../playbook/playbook.js';
import type { Pool } from './pool.js';
import { list, record, span, text } from '../playbook/draft.js';

/** A pool's rules as far as they can be read, so that their meaning can be checked while their shape is still wrong. */
export interface DraftPoolRules {
  readonly calendar: CalendarKind;
  readonly reclaim: readonly DraftReclaimRule[];
  readonly longestHold: string | undefined;
  readonly warnBefore: readonly (string | undefined)[];
  readonly holdingCapExcludes: readonly (string | undefined)[];
  readonly exempt: readonly (string | undefined)[];
  /** Other spans that have to be longer than nothing, each by its path. */
  readonly spans: readonly (readonly [path: string, span: string | undefined])[];
}

export interface DraftReclaimRule {
  readonly path: string;
  readonly idleFor: string | undefined;
  readonly since: string | undefined;
  /** Undefined: every stage that isn't an end. */
  readonly stages: readonly (string | undefined)[] | undefined;
  readonly when: readonly (string | undefined)[];
  readonly unless: readonly (string | undefined)[];
  /** The values that count, by the fields' codes. */
  readonly customFields: ReadonlyMap<string, readonly unknown[]>;
}

/** What takes customers back, by the name of its pool. */
export const namedRules = (pools: readonly Pool[]) =>
  pools.filter(({ kind }) => kind === 'PUBLIC').map(({ name, rules }) => ({ name, rules: readPoolDraft(rules) }));

/** Reads what it can of any JSON; never throws. */
export function readPoolDraft(value: unknown): DraftPoolRules {
  const rules = record(value);
  const suspension = record(rules['suspension']);
  return {
    calendar: rules['calendar'] === 'WORKING' ? 'WORKING' : 'CLOCK',
    reclaim: list(rules['reclaim']).map((rule, index) => readReclaim(rule, `reclaim[${index}]`)),
    longestHold: span(rules['longestHold']),
    warnBefore: list(rules['warnBefore']).map(span),
    holdingCapExcludes: list(rules['holdingCapExcludes']).map(text),
    exempt: list(rules['exempt']).map(text),
    spans: [
      ['firstContactWithin', span(rules['firstContactWithin'])],
      ['suspension.missesWithin', span(suspension['missesWithin'])],
      ['suspension.for', span(suspension['for'])],
      ['unclaimed.for', span(record(rules['unclaimed'])['for'])],
    ],
  };
}

function readReclaim(value: unknown, path: string): DraftReclaimRule {
  const rule = record(value);
  return {
    path,
    idleFor: span(rule['idleFor']),
    since: text(rule['since']),
    stages: rule['stages'] === undefined ? undefined : list(rule['stages']).map(text),
    when: list(rule['when']).map(text),
    unless: list(rule['unless']).map(text),
    customFields: new Map(Object.entries(record(rule['customFields'])).map(([code, values]) => [code, list(values)])),
  };
}
