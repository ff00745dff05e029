import type { Selectable } from 'kysely';
import { accept, badInput, refuse, type Call, type Decision } from '../../domain/decision.js';
import { readIntent, readTags, type RowFields } from '../../domain/import/read-row.js';
import { foldCompany, type Identity } from '../../domain/lead/identity.js';
import { message } from '../../domain/message.js';
import { readLogin } from '../../domain/people/login.js';
import type { Source } from '../../schema/generated/kysely/types.js';
import { arrivalFrom, captureFrom, type CaptureLead } from '../capture-lead.js';
import { createCustomer, type CreateCustomer } from '../create-customer.js';
import { identitiesIn } from '../known-identity.js';
import type { Tx } from '../store/tx.js';
import type { ImportRow } from './claim-import.js';

/** What all rows of an import have in common. */
export interface ImportFacts {
  readonly run: ImportRow;
  readonly source: Selectable<Source> | null;
}

export const identitiesOfRow = ({ given }: RowFields): readonly Identity[] => identitiesIn(given);

export const companyOfRow = ({ given }: RowFields): readonly string[] =>
  given.company === undefined ? [] : [foldCompany(given.company)];

/** Decides about a row as if its lead had just arrived, or somebody had just typed the customer in. */
export async function takeIn(tx: Tx, row: RowFields, { run, source }: ImportFacts, call: Call): Promise<Decision> {
  if (run.kind === 'LEADS') return captureFrom(tx, leadIn(row, source!.id), source!, call);
  return createCustomer.body(tx, await customerIn(tx, row, source), call);
}

/** The same without anything being written: those whom earlier rows would have made known are told apart by what was seen. */
export async function tryOut(
  tx: Tx,
  row: RowFields,
  { run, source }: ImportFacts,
  { row: number, seen }: { readonly row: number; readonly seen: Map<string, number> },
  call: Call,
): Promise<Decision> {
  const identities = identitiesOfRow(row);
  const marks = identities.map(({ kind, value }) => `${kind} ${value}`);
  const isSeen =
    marks.some((mark) => (seen.get(mark) ?? number) !== number) || (await tx.findByIdentities(identities)) !== null;
  const decision = await outcomeOf(tx, row, { run, source }, call);
  if (!decision.accepted) return decision;
  for (const mark of marks) if (!seen.has(mark)) seen.set(mark, number);
  return isSeen ? refuse({ code: 'DUPLICATE', standing: 'POOLED' }) : decision;
}

/** A lead that can be read is taken in; whom it would be assigned to isn't tried out. */
async function outcomeOf(tx: Tx, row: RowFields, { run, source }: ImportFacts, call: Call): Promise<Decision> {
  if (run.kind === 'CUSTOMERS') return createCustomer.body(tx, await customerIn(tx, row, source), call);
  const arrival = await arrivalFrom(tx, leadIn(row, source!.id), source!);
  return accept([{ event: { type: 'LEAD_CAPTURED' } }], { leadId: arrival.name ?? arrival.source.id });
}

function leadIn({ given, own, rest }: RowFields, sourceId: string): CaptureLead {
  const { tags, intent: _, owner: __, ...fields } = given;
  const payload = Object.keys(rest).length > 0 ? rest : null;
  return { ...fields, sourceId, tags: readTags(tags), customFields: own, payload };
}

async function customerIn(tx: Tx, { given, own }: RowFields, source: ImportFacts['source']): Promise<CreateCustomer> {
  const { name = given.company, company, phone, email, wechat, region } = given;
  if (name === undefined) throw badInput('name', message('IMPORT_NAME_MISSING'));
  return {
    name,
    ...defined({ company, phone, email, wechat, region }),
    intent: readIntent(given.intent),
    tags: readTags(given.tags),
    customFields: own,
    ownerId: given.owner === undefined ? null : await ownerBy(tx, given.owner),
    source,
  };
}

/** Owners are named by what they sign in with. */
async function ownerBy({ sql }: Tx, text: string): Promise<string> {
  const login = readLogin(text);
  const people = sql.selectFrom('User').select('id').where('active', '=', true);
  const found =
    login && ('email' in login ? people.where('email', '=', login.email) : people.where('phone', '=', login.phone));
  const owner = await found?.executeTakeFirst();
  if (!owner) throw badInput('owner', message('IMPORT_UNKNOWN_OWNER'));
  return owner.id;
}

function defined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [K in keyof T]: Exclude<T[K], undefined> };
}
