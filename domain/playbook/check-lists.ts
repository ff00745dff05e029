import type { RuleProblem } from '../refusal.js';
import type { DraftPlaybook } from './draft.js';
import { error } from './problem.js';

/** What is wrong with the lists that people pick from, and with what refers to them. */
export function listProblems(playbook: DraftPlaybook): readonly RuleProblem[] {
  return [...duplicates(playbook), ...unknownPurposes(playbook), ...missingReasons(playbook)];
}

function duplicates({ stages, purposes, goals, reasons }: DraftPlaybook): readonly RuleProblem[] {
  const stageCodes = stages.map((stage) => stage.code);
  return [
    ...repeated(stageCodes, (index) => `stages[${index}].code`),
    ...stages.flatMap(({ path, mayGoTo }) => repeated(mayGoTo, (index) => `${path}.mayGoTo[${index}]`)),
    ...repeated(purposes, (index) => `purposes[${index}].code`),
    ...repeated(goals, (index) => `goals[${index}].code`),
    ...[...reasons].flatMap(([kind, codes]) => repeated(codes, (index) => `reasons.${kind}[${index}].code`)),
  ];
}

/** Codes that stand in one list twice. */
export function repeated(
  codes: readonly (string | undefined)[],
  pathAt: (index: number) => string,
): readonly RuleProblem[] {
  return codes.flatMap((code, index) =>
    code === undefined || codes.indexOf(code) === index ? [] : [error(pathAt(index), 'DUPLICATE_CODE', { code })],
  );
}

function unknownPurposes({ stages, purposes }: DraftPlaybook): readonly RuleProblem[] {
  return stages.flatMap(({ nextAction }) => {
    if (nextAction?.code === undefined || purposes.includes(nextAction.code)) return [];
    return [error(`${nextAction.path}.code`, 'UNKNOWN_PURPOSE', { code: nextAction.code })];
  });
}

const REASON_CONDITIONS = { LOSS_REASON: 'LOSS', PAUSE_REASON: 'PAUSE' } as const;

function missingReasons({ stages, reasons }: DraftPlaybook): readonly RuleProblem[] {
  return Object.entries(REASON_CONDITIONS).flatMap(([condition, kind]) => {
    const asking = stages.find((stage) => stage.entryConditions.includes(condition));
    const isAnswerable = (reasons.get(kind)?.length ?? 0) > 0;
    return asking && !isAnswerable ? [error(`reasons.${kind}`, 'REASONS_MISSING', { stage: asking.name, kind })] : [];
  });
}
