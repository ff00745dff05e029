import type { Insertable } from 'kysely';
import { newId } from '../../commands/store/ids.js';
import type { Database } from '../../commands/store/open-database.js';
import { sameInBoth } from '../../domain/message.js';
import type { ConditionCode } from '../../domain/playbook/conditions.js';
import type { DB } from '../../schema/generated/kysely/types.js';

/** What a customer has to have for a condition to hold: columns of its own, and rows that hang on it. A reason comes with a move only. */
interface Recorded {
  readonly columns?: Partial<Insertable<DB['Customer']>>;
  readonly quote?: Partial<Insertable<DB['Quote']>>;
  readonly hasFollowUp?: true;
  readonly hasContract?: true;
}

export const RECORDED: Readonly<Record<ConditionCode, Recorded>> = {
  CONTACT_METHOD: { columns: { phone: '+8613800138000' } },
  FOLLOW_UP_DONE: { hasFollowUp: true },
  NEED: { columns: { need: '岩棉板 2000㎡' } },
  BUDGET: { columns: { budget: '180000.00' } },
  TIMELINE: { columns: { timeline: '九月开工' } },
  QUOTE_SENT: { quote: { sentAt: new Date() } },
  QUOTE_RECEIPT_CONFIRMED: { quote: { receiptConfirmedAt: new Date() } },
  DECISION_MAKER_OR_DATE: { columns: { decisionMaker: '刘总' } },
  CONTRACT_FILE: { hasContract: true },
  INVOICE_CONFIRMED: { columns: { invoiceConfirmedAt: new Date() } },
  SIGNED_OR_FIRST_PAYMENT: { columns: { signedAt: new Date() } },
  PAUSE_REASON: {},
  LOSS_REASON: {},
  CLEAR_INTENT: { columns: { need: '岩棉板', budget: '1.00', timeline: '九月' } },
};

/** Somebody's customer in a stage, with what meets these conditions. */
export interface Standing {
  readonly stage: string;
  readonly met: readonly ConditionCode[];
}

interface Whose {
  readonly ownerId: string;
  readonly playbookId: string;
}

/** Customers of one owner, written directly, a statement for each table; answers their ids in the same order. */
export async function standingCustomers(
  database: Database,
  whose: Whose,
  standings: readonly Standing[],
): Promise<readonly string[]> {
  const customers = standings.map((standing) => customerRow(whose, standing));
  const has = new Map(customers.map(({ id }, at) => [id, standings[at]!.met.map((code) => RECORDED[code])]));
  const idsWith = (part: keyof Recorded) => [...has].filter(([, of]) => of.some((one) => one[part])).map(([id]) => id);
  const contracts = idsWith('hasContract').map(contractRow);
  await insert(database, 'Customer', customers);
  await insert(database, 'StageVisit', customers.map(visitRow));
  await insert(
    database,
    'Quote',
    idsWith('quote').map((id) => quoteRow(id, merged(has.get(id)!.map(({ quote }) => quote)))),
  );
  await insert(
    database,
    'FollowUp',
    idsWith('hasFollowUp').map((id) => followUpRow(id, whose)),
  );
  await insert(database, 'File', contracts.map(fileRow));
  await insert(database, 'Contract', contracts);
  return customers.map(({ id }) => id);
}

const NOW = new Date();
const AN_HOUR_AGO = new Date(NOW.getTime() - 3_600_000);

/** Rows that are inserted together have the same columns. */
const BLANK = {
  phone: null,
  need: null,
  budget: null,
  timeline: null,
  decisionMaker: null,
  invoiceConfirmedAt: null,
  signedAt: null,
};

const customerRow = (whose: Whose, { stage, met }: Standing) => ({
  id: newId('Customer'),
  version: 1,
  name: '周敏',
  intent: 'UNKNOWN' as const,
  tags: [],
  customFields: '{}' as never,
  ...whose,
  stage,
  stageEnteredAt: AN_HOUR_AGO,
  cycleStartedAt: AN_HOUR_AGO,
  ownedSince: AN_HOUR_AGO,
  createdAt: AN_HOUR_AGO,
  updatedAt: AN_HOUR_AGO,
  ...BLANK,
  ...merged(met.map((code) => RECORDED[code].columns)),
});

const visitRow = ({ id: customerId, playbookId, stage }: ReturnType<typeof customerRow>) => ({
  id: newId('StageVisit'),
  customerId,
  playbookId,
  stage,
  outcome: 'OPEN' as const,
  enteredAt: AN_HOUR_AGO,
});

const quoteRow = (customerId: string, given: Recorded['quote']) => ({
  id: newId('Quote'),
  customerId,
  amount: '1000',
  currency: 'CNY',
  createdAt: NOW,
  sentAt: null,
  receiptConfirmedAt: null,
  ...given,
});

const followUpRow = (customerId: string, { ownerId }: Whose) => ({
  id: newId('FollowUp'),
  version: 2,
  customerId,
  ownerId,
  status: 'DONE' as const,
  purpose: JSON.stringify(sameInBoth('回访')) as never,
  remindAt: [] as never,
  doneAt: NOW,
  createdAt: NOW,
});

const contractRow = (customerId: string) => ({
  id: newId('Contract'),
  customerId,
  fileId: newId('File'),
  name: '合同.pdf',
  attachedAt: NOW,
});

const fileRow = ({ fileId: id, name }: ReturnType<typeof contractRow>) => ({
  id,
  name,
  contentType: 'application/pdf',
  size: '1000',
  storageKey: id,
  createdAt: NOW,
  uploadedAt: NOW,
  attachedAt: NOW,
});

const merged = <T extends object>(parts: readonly (T | undefined)[]): Partial<T> =>
  parts.reduce<Partial<T>>((all, one) => ({ ...all, ...one }), {});

async function insert<T extends keyof DB>(
  { sql: db }: Database,
  table: T,
  rows: readonly Insertable<DB[T]>[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += 500)
    await db
      .insertInto(table)
      .values(rows.slice(from, from + 500))
      .execute();
}
