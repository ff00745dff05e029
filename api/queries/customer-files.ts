import DataLoader from 'dataloader';
import { loadCustomerFiles, loadLeadFiles } from '../../commands/store/files.js';
import type { Database } from '../../commands/store/open-database.js';
import type { CustomerFile } from '../../domain/customer/customer.js';
import type { LeadFile } from '../../domain/lead/lead.js';
import { libraryOf } from './playbooks.js';
import type { CustomerRow, LeadRow } from './rows.js';

/** What decisions about customers know, of many customers at once: `transitions` has to ask with the very same facts as the move. */
export function customerFiles(database: Database): DataLoader<CustomerRow, CustomerFile, string> {
  return filesOf(
    (customers) => loadCustomerFiles(database.sql, customers, libraryOf(database)),
    ({ customer }) => customer.id,
  );
}

/** The same of leads. */
export function leadFiles(database: Database): DataLoader<LeadRow, LeadFile, string> {
  return filesOf(
    (leads) => loadLeadFiles(database.sql, leads, libraryOf(database)),
    ({ lead }) => lead.id,
  );
}

function filesOf<Row extends { readonly id: string }, F>(
  load: (rows: readonly Row[]) => Promise<readonly F[]>,
  idOf: (file: F) => string,
): DataLoader<Row, F, string> {
  const read = async (rows: readonly Row[]) => {
    const byId = new Map((await load(rows)).map((file) => [idOf(file), file]));
    return rows.map(({ id }) => byId.get(id) ?? new Error(`${id} is gone`));
  };
  return new DataLoader(read, { cacheKeyFn: ({ id }) => id });
}
