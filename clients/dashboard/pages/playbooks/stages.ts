import { languageTag, type Locale } from '../../language/locale.js';
import { listOf, recordOf, textOf, valueAt, withValueAt, type Definition } from '../../rules/definition.js';

/** A stage as far as it can be read. */
export interface StageRead {
  readonly path: string;
  readonly code: string;
  /** In the language that was chosen; its code where it has none. */
  readonly name: string;
  readonly standard: string;
  readonly nextAction: { readonly purpose: string; readonly dueIn: string } | null;
  readonly mayGoTo: readonly string[];
  readonly needsApproval: readonly string[];
  /** Where silence moves a customer to. */
  readonly timedTo: readonly string[];
  readonly isEnd: boolean;
  readonly outcome: string;
  readonly toPool: string;
}

export const wordOf = (label: unknown, locale: Locale): string => textOf(recordOf(label)[languageTag(locale)]);

export const codesIn = (list: unknown): readonly string[] => listOf(list).filter((one) => typeof one === 'string');

export const stagesIn = (definition: Definition, locale: Locale): readonly StageRead[] =>
  listOf(recordOf(definition)['stages']).map((value, index) => {
    const stage = recordOf(value);
    const code = textOf(stage['code']);
    const action = stage['nextAction'] === undefined ? null : recordOf(stage['nextAction']);
    return {
      path: `stages[${index}]`,
      code,
      name: wordOf(stage['label'], locale) || code || `${index + 1}`,
      standard: wordOf(stage['standard'], locale),
      nextAction: action && { purpose: wordOf(action['purpose'], locale), dueIn: textOf(action['dueIn']) },
      mayGoTo: codesIn(stage['mayGoTo']),
      needsApproval: codesIn(stage['needsApproval']),
      timedTo: codesIn(listOf(stage['idle']).map((rule) => recordOf(recordOf(rule)['then'])['moveTo'])),
      isEnd: stage['end'] === true,
      outcome: textOf(stage['outcome']),
      toPool: textOf(stage['toPool']),
    };
  });

/** With one more stage at the end, still to be filled in. */
export function withNewStage(definition: Definition): Definition {
  const stages = listOf(valueAt(definition, 'stages'));
  const taken = new Set(stages.map(codeOf));
  const free = stages.map((_, index) => `STAGE_${index + 1}`).find((code) => !taken.has(code));
  const code = free ?? `STAGE_${stages.length + 1}`;
  const fresh = { code, label: { 'zh-CN': '', en: '' }, standard: { 'zh-CN': '', en: '' }, mayGoTo: [] };
  return withValueAt(definition, 'stages', [...stages, fresh]);
}

/** Without a stage, and without the moves to it. */
export function withoutStage(definition: Definition, index: number): Definition {
  const stages = listOf(valueAt(definition, 'stages'));
  const gone = codeOf(stages[index]);
  const isTwice = stages.filter((stage) => codeOf(stage) === gone).length > 1;
  const rest = stages.filter((_, position) => position !== index);
  return withValueAt(definition, 'stages', isTwice ? rest : rest.map((stage) => movedTo(stage, gone, null)));
}

/** With another code for a stage, also where others lead to it. */
export function withStageCode(definition: Definition, index: number, code: string): Definition {
  const stages = listOf(valueAt(definition, 'stages'));
  const before = codeOf(stages[index]);
  const renamed = withValueAt(definition, `stages[${index}].code`, code);
  const isAmbiguous =
    before === '' || stages.some((stage, other) => other !== index && [before, code].includes(codeOf(stage)));
  if (isAmbiguous) return renamed;
  const led = listOf(valueAt(renamed, 'stages')).map((stage) => movedTo(stage, before, code));
  return withValueAt(renamed, 'stages', led);
}

/** A step earlier or later among the stages; the first one is where customers begin. */
export function withStageMoved(definition: Definition, index: number, by: -1 | 1): Definition {
  const stages = [...listOf(valueAt(definition, 'stages'))];
  stages.splice(index + by, 0, ...stages.splice(index, 1));
  return withValueAt(definition, 'stages', stages);
}

const codeOf = (stage: unknown): string => textOf(recordOf(stage)['code']);

/** A stage that leads to `to` wherever it led to `from`; null: to neither. A rule about silence is kept as it is then. */
function movedTo(stage: unknown, from: string, to: string | null): unknown {
  const led = ['mayGoTo', 'needsApproval'].reduce((before, list) => {
    const codes = recordOf(before)[list];
    if (!Array.isArray(codes)) return before;
    return withValueAt(
      before,
      list,
      codes.flatMap((code) => (code === from ? (to ?? []) : [code])),
    );
  }, stage);
  if (to === null) return led;
  return listOf(recordOf(led)['idle']).reduce<unknown>((before, rule, index) => {
    const path = `idle[${index}].then.moveTo`;
    return valueAt(before, path) === from ? withValueAt(before, path, to) : before;
  }, led);
}
