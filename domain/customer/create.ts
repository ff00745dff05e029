import { add, event, type Changes } from '../change.js';
import { withCustomValues } from '../custom-field/record.js';
import { accept, badInput, notFound, refuse, type Call, type Decision } from '../decision.js';
import { nextActionOf } from '../follow-up/next-action.js';
import { foldCompany, type Identity } from '../lead/identity.js';
import { message } from '../message.js';
import { notifyOrStandIn } from '../notify.js';
import { isAtLeast, type Person } from '../people.js';
import { mayAssignTo, mayOwn, ownTeams, type Viewer } from '../policy.js';
import { unmetConditions } from '../playbook/conditions.js';
import { firstStage } from '../playbook/playbook.js';
import { poolForAny } from '../pool/pool.js';
import type { DuplicateStanding, Refusal } from '../refusal.js';
import { settled } from '../settle.js';
import type { Customer, CustomerFile } from './customer.js';
import { stageVisit } from './stage-visit.js';

/** Where a new customer begins: the playbook of its team, the people around it, the pools, the calendar. */
export type Setting = Pick<
  CustomerFile,
  'playbook' | 'calendar' | 'followUpRules' | 'fields' | 'reasons' | 'people' | 'pools' | 'ownerTeam'
>;

type Given = Pick<Customer, 'name' | 'company' | 'phone' | 'email' | 'wechat' | 'intent' | 'tags' | 'customFields'> &
  Partial<Pick<Customer, 'sourceId' | 'channel' | 'region' | 'cycleStartedAt'>>;

/** A sales person owns what they create; a superior's, and a program's, goes to the pool unless they name an owner. */
export function ownerOfNew(by: Viewer, named: Person | null): string | null {
  if (named === null) return isAtLeast(by.role, 'TEAM_LEAD') || !mayOwn(by) ? null : by.id;
  const mayName = (named.id === by.id && mayOwn(by)) || (isAtLeast(by.role, 'TEAM_LEAD') && mayAssignTo(by, named));
  if (!mayName) throw notFound('ownerId');
  if (!named.active) throw badInput('ownerId', message('USER_INACTIVE'));
  return named.id;
}

/** Creates a customer in the playbook's first stage, once nobody with the same phone, e-mail or WeChat id is known. */
export function decideCreateCustomer(
  given: Given,
  {
    ownerId,
    identities,
    duplicate,
  }: { ownerId: string | null; identities: readonly Identity[]; duplicate: DuplicateStanding | null },
  setting: Setting,
  call: Call,
): Decision {
  if (duplicate) return refuse({ code: 'DUPLICATE', standing: duplicate });
  const recording = { fields: setting.fields, on: 'CUSTOMER', known: {} } as const;
  const customFields = withCustomValues(given.customFields, recording);
  const file = newFile({ ...given, customFields }, ownerId, setting, call);
  const refusal = entryRefusal(file, 'createCustomer');
  if (refusal) return refuse(refusal);
  const { id } = file.customer;
  return accept([...created(file, call), { identities, of: { customerId: id } }], { customerId: id });
}

/** Why the first stage can't be entered; what is missing is filled in where somebody begins, as there is no customer yet. */
export function entryRefusal(file: CustomerFile, door: 'createCustomer' | 'updateLead'): Refusal | null {
  const { entryConditions = [] } = firstStage(file.playbook);
  const unmet = unmetConditions(entryConditions, file, { reason: null, rule: null }).map((one) =>
    one.guide.mutation === 'updateCustomer' ? { ...one, guide: { ...one.guide, mutation: door } } : one,
  );
  return unmet.length > 0 ? { code: 'CONDITIONS_UNMET', unmet } : null;
}

/** A new customer enters the first stage with its next action, or waits in the pool. */
export function created(file: CustomerFile, call: Call): Changes {
  const { customer, playbook } = file;
  const stage = firstStage(playbook);
  const changes: Changes = [
    add('Customer', customer),
    add('StageVisit', stageVisit(file, stage, call)),
    event('CUSTOMER_CREATED', {
      customerId: customer.id,
      data: { stage: stage.code, ownerId: customer.ownerId, poolId: customer.poolId },
    }),
    ...nextActionOf(file, stage, call),
    ...tellOwner(file, call),
  ];
  return settled(file, changes, call);
}

export function newFile(given: Given, ownerId: string | null, setting: Setting, call: Call): CustomerFile {
  const poolId = ownerId === null ? poolForAny(setting.pools, 'PUBLIC', call.by ? ownTeams(call.by) : [])?.id : null;
  if (poolId === undefined) throw new Error('There is no public pool');
  return {
    ...setting,
    customer: newCustomer(given, { ownerId, poolId }, setting, call),
    visit: null,
    followUps: [],
    followUpsDone: 0,
    countedAttempts: [],
    claim: null,
    quotes: [],
    contracts: 0,
    deals: [],
    approvals: [],
    deadlines: [],
    spoken: [],
    warnedAt: null,
    outages: [],
  };
}

function newCustomer(
  given: Given,
  held: Pick<Customer, 'ownerId' | 'poolId'>,
  { playbook }: Setting,
  call: Call,
): Customer {
  return {
    sourceId: null,
    channel: null,
    region: null,
    cycleStartedAt: call.now,
    ...given,
    ...held,
    id: call.newId('Customer'),
    version: 1,
    playbookId: playbook.id,
    stage: firstStage(playbook).code,
    stageEnteredAt: call.now,
    ownedSince: held.ownerId === null ? null : call.now,
    lastOwnerId: null,
    pooledAt: held.poolId === null ? null : call.now,
    protected: false,
    protectedUntil: null,
    need: null,
    budget: null,
    timeline: null,
    decisionMaker: null,
    decisionDate: null,
    invoiceTitle: null,
    invoiceTaxNumber: null,
    invoiceConfirmedAt: null,
    signedAt: null,
    firstPaidAt: null,
    lossReason: null,
    companyFolded: given.company === null ? null : foldCompany(given.company),
    mergedIntoId: null,
    lastActivityAt: null,
    lastInteractionAt: null,
    nextContactAt: null,
    reclaimAt: null,
    createdAt: call.now,
    updatedAt: call.now,
  };
}

function tellOwner({ customer: { id, name, ownerId }, people }: CustomerFile, call: Call): Changes {
  if (ownerId === null || ownerId === call.by?.id) return [];
  const card = {
    kind: 'ASSIGNED' as const,
    title: message('NOTE_CUSTOMER_ASSIGNED', { name }),
    body: message('NOTE_CUSTOMER_ASSIGNED_BODY', { name }),
  };
  return [notifyOrStandIn(people, ownerId, { ...card, level: 0, customerId: id }, call)];
}
