import type { Kysely, Selectable, Transaction } from 'kysely';
import {
  dealRules,
  playbookReasons,
  type ApprovalRules,
  type DealRules,
  type Playbook,
  type PlaybookDefinition,
  type PlaybookReasons,
} from '../../domain/playbook/playbook.js';
import type { DB } from '../../schema/generated/kysely/types.js';
import { shippedData } from './shipped-data.js';

type Sql = Kysely<DB> | Transaction<DB>;

export interface PublishedPlaybook extends Playbook {
  readonly publishedAt: Date;
}

export const PLAYBOOK_COLUMNS = ['id', 'key', 'version', 'definition', 'publishedAt'] as const;

/** Published versions never change, so each is read once per process. */
export class Playbooks {
  private readonly known = new Map<string, PublishedPlaybook>();

  async load(sql: Sql, id: string): Promise<PublishedPlaybook> {
    const [playbook] = await this.find(sql, [id]);
    if (!playbook) throw new Error(`There is no playbook ${id}`);
    return playbook;
  }

  /** Those of these ids that there are. */
  async find(sql: Sql, ids: readonly string[]): Promise<readonly PublishedPlaybook[]> {
    const unknown = ids.filter((id) => !this.known.has(id));
    if (unknown.length > 0) {
      const rows = await sql.selectFrom('Playbook').select(PLAYBOOK_COLUMNS).where('id', 'in', unknown).execute();
      for (const row of rows) this.known.set(row.id, asPlaybook(row));
    }
    return ids.flatMap((id) => this.known.get(id) ?? []);
  }
}

export function asPlaybook(
  row: Pick<Selectable<DB['Playbook']>, (typeof PLAYBOOK_COLUMNS)[number]>,
): PublishedPlaybook {
  const definition = row.definition as PlaybookDefinition;
  const shipped = shippedPlaybook();
  return {
    ...row,
    definition,
    deal: dealRules(definition, shipped.deal),
    approval: { ...shipped.approval, ...definition.approval },
    reasons: playbookReasons(definition, shipped.reasons),
  };
}

interface ShippedPlaybook {
  readonly deal: DealRules;
  readonly approval: ApprovalRules;
  readonly reasons: PlaybookReasons;
}

let defaultPlaybook: ShippedPlaybook | undefined;

/** The default playbook says everything about deals and approvals, and has every list of reasons; others need not. */
const shippedPlaybook = (): ShippedPlaybook =>
  (defaultPlaybook ??= shippedData('playbook.default.json') as ShippedPlaybook);
