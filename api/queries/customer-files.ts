import DataLoader from 'dataloader';
import { loadCustomerFiles } from '../../commands/store/files.js';
import type { Database } from '../../commands/store/open-database.js';
import type { CustomerFile } from '../../domain/customer/customer.js';
import { libraryOf } from './playbooks.js';
import type { CustomerRow } from './rows.js';

/** What decisions about customers know, of many customers at once: `transitions` has to ask with the very same facts as the move. */
export function customerFiles(database: Database): DataLoader<CustomerRow, CustomerFile, string> {
  const read = async (customers: readonly CustomerRow[]) => {
    const files = await loadCustomerFiles(database.sql, customers, libraryOf(database));
    const byId = new Map(files.map((file) => [file.customer.id, file]));
    return customers.map(({ id }) => byId.get(id) ?? new Error(`Customer ${id} is gone`));
  };
  return new DataLoader(read, { cacheKeyFn: ({ id }) => id });
}
