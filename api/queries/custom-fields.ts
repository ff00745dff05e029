import type { Database } from '../../commands/store/open-database.js';
import type { CustomField } from '../../domain/custom-field/custom-field.js';

/** The organisation's own fields, archived ones included. */
export async function customFieldsOf({ sql: db }: Database): Promise<readonly CustomField[]> {
  const settings = db.selectFrom('Settings').select('customFields').where('id', '=', 1);
  return (await settings.executeTakeFirstOrThrow()).customFields as readonly CustomField[];
}
