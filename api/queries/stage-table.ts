import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import { outcomeOf, type StageOutcome } from '../../domain/playbook/playbook.js';
import { rankOf } from '../../domain/playbook/way.js';
import { libraryOf } from './playbooks.js';

/** What reports ask of a stage of one playbook version. */
export interface StageRow {
  readonly playbookId: string;
  /** Versions of one playbook share it. */
  readonly key: string;
  readonly code: string;
  readonly outcome: StageOutcome;
  readonly end: boolean;
  /** How far along the way; 0 beside it. */
  readonly rank: number;
}

/** Every stage of every published version. */
export async function stageRows(database: Database): Promise<readonly StageRow[]> {
  const ids = await database.sql.selectFrom('Playbook').select('id').orderBy('id').execute();
  const playbooks = await libraryOf(database).find(
    database.sql,
    ids.map(({ id }) => id),
  );
  return playbooks.flatMap((playbook) =>
    playbook.definition.stages.map((stage) => ({
      playbookId: playbook.id,
      key: playbook.key,
      code: stage.code,
      outcome: outcomeOf(stage),
      end: stage.end ?? false,
      rank: rankOf(playbook, stage.code),
    })),
  );
}

/** The same as a table of a statement. */
export const stageTable = (rows: readonly StageRow[]): RawBuilder<unknown> =>
  sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as stage("playbookId" text, key text, code text, outcome text, "end" boolean, rank int)`;

/**
 * Whether a customer, or a visit, is in one of these stages. Not a join: what part of all stands where can't be guessed from a list, and a planner
 * that takes it for a small one reads them all, or asks this last.
 */
export const inStages = (
  table: string,
  stages: readonly Pick<StageRow, 'playbookId' | 'code'>[],
): RawBuilder<SqlBool> =>
  sql<SqlBool>`(${sql.ref(`${table}.playbookId`)} || '/' || ${sql.ref(`${table}.stage`)}) = any(${stages.map(({ playbookId, code }) => `${playbookId}/${code}`)}::text[])`;

/** Whether a visit isn't in an end stage. */
export const isUnderWay = (visit: string, stages: readonly StageRow[]): RawBuilder<SqlBool> =>
  sql<SqlBool>`not ${inStages(
    visit,
    stages.filter(({ end }) => end),
  )}`;
