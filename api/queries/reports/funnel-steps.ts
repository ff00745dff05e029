import { sql } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';
import { notFound } from '../../../domain/decision.js';
import type { Label } from '../../../domain/message.js';
import { findStage, type Playbook } from '../../../domain/playbook/playbook.js';
import { rankOf } from '../../../domain/playbook/way.js';
import { TEXTS } from '../../../domain/texts.js';
import { libraryOf } from '../playbooks.js';

/** One step of a funnel, after the leads. */
export interface Step {
  readonly code: string;
  readonly label: Label;
  /** Whoever comes to a later step of the way has passed this one; beside the way only who was there. */
  readonly isOnWay: boolean;
}

/** Which step a stage of one version is, and which ones whoever stands there has reached: a bit for each. */
export interface StageOfFunnel {
  readonly playbookId: string;
  readonly code: string;
  readonly own: number;
  readonly reaches: number;
  readonly rank: number;
}

export interface FunnelShape {
  readonly steps: readonly Step[];
  readonly stages: readonly StageOfFunnel[];
}

const LEADS = 'LEADS';

const group = (code: string, text: keyof typeof TEXTS, isOnWay: boolean): Step => ({
  code,
  label: TEXTS[text],
  isOnWay,
});

export const LEADS_STEP = group(LEADS, 'FUNNEL_LEADS', true);

const GROUPS: readonly Step[] = [
  group('INTEREST', 'FUNNEL_INTEREST', true),
  group('TALKING', 'FUNNEL_TALKING', true),
  group('WON', 'FUNNEL_WON', true),
  group('LOST', 'FUNNEL_LOST', false),
];

/** The steps as a manager reads them: of one version, or of the newest of each playbook; grouped, the five of every trade. */
export async function funnelShape(
  database: Database,
  { playbookId, grouped }: { readonly playbookId?: string | null; readonly grouped?: boolean | null },
): Promise<FunnelShape> {
  const all = await playbooksOf(database, playbookId ?? null);
  const steps = grouped ? GROUPS : stepsOf(newestOf(all));
  const stages = all.flatMap((playbook) =>
    playbook.definition.stages.map(({ code, funnelStep }) => {
      const own = steps.findIndex((step) => step.code === (grouped ? funnelStep : code));
      const rank = rankOf(playbook, code);
      return { playbookId: playbook.id, code, own, rank, reaches: reached(steps, playbook, { own, rank, grouped }) };
    }),
  );
  return { steps, stages };
}

async function playbooksOf(database: Database, playbookId: string | null): Promise<readonly Playbook[]> {
  const query = database.sql.selectFrom('Playbook').select('id').orderBy('key').orderBy('version', 'desc');
  const ids = playbookId === null ? (await query.execute()).map(({ id }) => id) : [playbookId];
  const found = await libraryOf(database).find(database.sql, ids);
  if (playbookId !== null && found.length === 0) throw notFound('input.playbookId');
  return found;
}

/** The newest version of each key comes first. */
const newestOf = (all: readonly Playbook[]): readonly Playbook[] =>
  all.filter(({ key }, index) => all.findIndex((one) => one.key === key) === index);

function stepsOf(playbooks: readonly Playbook[]): readonly Step[] {
  const steps = new Map<string, Step>();
  for (const playbook of playbooks)
    for (const { code, label } of playbook.definition.stages)
      if (!steps.has(code)) steps.set(code, { code, label, isOnWay: rankOf(playbook, code) > 0 });
  return [...steps.values()];
}

interface Stands {
  readonly own: number;
  readonly rank: number;
  readonly grouped?: boolean | null | undefined;
}

function reached(steps: readonly Step[], playbook: Playbook, { own, rank, grouped }: Stands): number {
  const passed = steps.flatMap((step, index) => {
    if (index === own) return [index];
    if (!step.isOnWay) return [];
    if (grouped) return own > index && steps[own]!.isOnWay ? [index] : [];
    const earlier = findStage(playbook, step.code) ? rankOf(playbook, step.code) : 0;
    return earlier > 0 && rank > earlier ? [index] : [];
  });
  return passed.reduce((bits, index) => bits + 2 ** index, 0);
}

/** As a table of a statement. */
export const stagesOfFunnel = (stages: readonly StageOfFunnel[]) =>
  sql`(select * from jsonb_to_recordset(${JSON.stringify(stages)}::jsonb)
    as s("playbookId" text, code text, own int, reaches bigint, rank int))`;

export const ofStep = ({ stages }: Pick<FunnelShape, 'stages'>, index: number): readonly StageOfFunnel[] =>
  stages.filter(({ own }) => own === index);
