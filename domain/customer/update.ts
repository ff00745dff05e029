import { after, event, type Change, type Changes } from '../change.js';
import { badInput, refuse, type Call, type Decision } from '../decision.js';
import { identitiesOf, type Identity } from '../lead/identity.js';
import { message } from '../message.js';
import { mayWorkOn } from '../policy.js';
import type { DuplicateStanding } from '../refusal.js';
import { acceptFor } from '../settle.js';
import { standingOf } from '../standing.js';
import type { Customer, CustomerFile, Intent } from './customer.js';
import { recordContactData, recordFacts, type ContactData, type Facts } from './facts.js';

/** What is to change. Left out: unchanged; null: cleared. */
export interface Update extends Omit<ContactData, 'name' | 'tags'>, Omit<Facts, 'intent' | 'customFields'> {
  readonly name?: string | null;
  readonly tags?: readonly string[] | null;
  readonly intent?: Intent | null;
  readonly customFields?: Readonly<Record<string, unknown>> | null;
  /** One more mark by which they are recognised. */
  readonly wecomExternalUserId?: string | null;
}

interface Known {
  readonly identities: readonly Identity[];
  readonly duplicate: DuplicateStanding | null;
  /** The WeCom contacts that they are linked to already. Left out: none. */
  readonly linkedTo?: readonly string[];
}

/** Changes contact data and facts of one's own customer; a contact that belongs to somebody else is refused. */
export function decideUpdateCustomer(
  file: CustomerFile,
  update: Update,
  { identities, duplicate, linkedTo = [] }: Known,
  call: Call,
): Decision {
  if (call.by !== null && !mayWorkOn(call.by, standingOf(file))) return refuse({ code: 'NOT_OWNER' });
  if (duplicate) return refuse({ code: 'DUPLICATE', standing: duplicate });
  const { name, company, phone, email, wechat, tags, intent, customFields, wecomExternalUserId, ...facts } = update;
  if (name === null) throw badInput('name', message('REQUIRED'));
  const contact = given({ name, company, phone, email, wechat, tags: tags === null ? [] : tags }) as ContactData;
  const tidied = recordContactData(file, contact);
  const learned = recordFacts(
    after(file, tidied),
    given({ ...pickFacts(facts), intent: intent ?? undefined, customFields: customFields ?? undefined }),
    call,
  );
  const marks: Change = { identities, of: { customerId: file.customer.id }, insteadOf: identitiesOf(file.customer) };
  const link = linkedTo.includes(wecomExternalUserId ?? '') ? [] : linked(file, wecomExternalUserId);
  return acceptFor(file, [...tidied, ...learned, ...link, marks], call, {});
}

/** A mark stands in no column: the log says that it was learned. */
const linked = ({ customer }: CustomerFile, wecomExternalUserId: string | null | undefined): Changes =>
  wecomExternalUserId ? [event('CUSTOMER_CHANGED', { customerId: customer.id, data: { wecomExternalUserId } })] : [];

const FACTS = [
  'need',
  'budget',
  'timeline',
  'decisionMaker',
  'decisionDate',
] as const satisfies readonly (keyof Customer)[];

function pickFacts(facts: Partial<Record<(typeof FACTS)[number], unknown>>): object {
  return Object.fromEntries(FACTS.map((name) => [name, facts[name]]));
}

function given(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
