import type { Kysely, Transaction } from 'kysely';
import type { Playbook, PlaybookDefinition } from '../../domain/playbook/playbook.js';
import type { DB } from '../../schema/generated/kysely/types.js';

/** Published versions never change, so each is read once per process. */
export class Playbooks {
  private readonly known = new Map<string, Playbook>();

  async load(sql: Kysely<DB> | Transaction<DB>, id: string): Promise<Playbook> {
    const known = this.known.get(id);
    if (known) return known;
    const row = await sql
      .selectFrom('Playbook')
      .select(['id', 'key', 'version', 'definition'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const playbook = { ...row, definition: row.definition as PlaybookDefinition };
    this.known.set(id, playbook);
    return playbook;
  }
}
