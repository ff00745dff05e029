import { readFileSync } from 'node:fs';
import { after, type Changes } from '../../domain/change.js';
import type { WorkCalendar } from '../../domain/calendar.js';
import { newFile, type Setting } from '../../domain/customer/create.js';
import type { Customer, CustomerFile, Quote } from '../../domain/customer/customer.js';
import { enterStage } from '../../domain/customer/enter-stage.js';
import { ID_KINDS, type Call, type Decision } from '../../domain/decision.js';
import type { StoredFile } from '../../domain/file/file.js';
import { UNTOUCHED, type FollowUp } from '../../domain/follow-up/follow-up.js';
import type { FollowUpSettings } from '../../domain/follow-up/rules.js';
import { decideCapture, type Arrival } from '../../domain/lead/capture.js';
import type { Lead, LeadFile } from '../../domain/lead/lead.js';
import type { Role } from '../../domain/people.js';
import {
  dealRules,
  playbookReasons,
  stageOf,
  type ApprovalRules,
  type DealRules,
  type Playbook,
  type PlaybookDefinition,
  type PlaybookReasons,
} from '../../domain/playbook/playbook.js';
import type { Viewer } from '../../domain/policy.js';
import type { Pool, PoolKind } from '../../domain/pool/pool.js';
import type { PoolRules } from '../../domain/pool/rules.js';
import { CallerError, type Refusal } from '../../domain/refusal.js';
import { settled } from '../../domain/settle.js';

export const defaultDefinition = readJson('playbook.default.json') as PlaybookDefinition;
const shipped = readJson('settings.default.json') as Omit<WorkCalendar, 'holidays'> & {
  readonly followUps: FollowUpSettings;
};

export const SHIPPED_FOLLOW_UPS = shipped.followUps;

export const CALENDAR: WorkCalendar = {
  timeZone: shipped.timeZone,
  workingHours: shipped.workingHours,
  holidays: [],
};

/** A Wednesday, 10:00 in Shanghai. */
export const NOW = new Date('2026-03-04T02:00:00.000Z');
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export const later = (ms: number, from: Date = NOW): Date => new Date(from.getTime() + ms);

/** A local time of the organisation, e.g. `local('2026-03-05', '09:30')`. */
export const local = (day: string, time: string): Date => new Date(`${day}T${time}:00+08:00`);

export const EAST = { id: 'team_east', leadId: 'usr_chen' };
export const LIN = aPerson('usr_lin', 'SALES', EAST.id);
export const WANG = aPerson('usr_wang', 'SALES', EAST.id);
export const CHEN = { ...aPerson('usr_chen', 'TEAM_LEAD', EAST.id), ledTeamIds: [EAST.id] };
export const ZHAO = aPerson('usr_zhao', 'MANAGER', null);
export const ADMIN = aPerson('usr_admin', 'ADMIN', null);
/** Of another team. */
export const GAO = aPerson('usr_gao', 'SALES', 'team_west');
export const HE = { ...aPerson('usr_he', 'TEAM_LEAD', 'team_west'), ledTeamIds: ['team_west'] };
export const PEOPLE = [LIN, CHEN, ZHAO, ADMIN];

export function aPerson(id: string, role: Role, teamId: string | null): Viewer {
  return { id, role, teamId, active: true, onLeaveUntil: null, delegateId: null, ledTeamIds: [] };
}

let made = 0;

/** Somebody asks at a time; ids are counted up. */
export function aCall({ now = NOW, by = LIN }: { now?: Date; by?: Viewer | null } = {}): Call {
  return { by, now, newId: (kind) => `${ID_KINDS[kind]}_${String(++made).padStart(8, '0')}` };
}

export const DEFAULT_POOL_RULES = readJson('pool.default.json') as PoolRules;

/** A pool that takes nobody back and warns of nothing, so that a test about something else has only its own timers. */
export const aPool = (kind: PoolKind, over: Partial<Pool> = {}): Pool => ({
  id: `pool_${kind.toLowerCase()}`,
  name: kind,
  kind,
  teamIds: [],
  rules: { ...DEFAULT_POOL_RULES, reclaim: [], warnBefore: [], unclaimed: null },
  createdAt: new Date('2026-01-01'),
  ...over,
});

/** The pools of the first start, with the rules as shipped. */
export const DEFAULT_POOLS = (['PUBLIC', 'DORMANT', 'LEAD'] as const).map((kind) =>
  aPool(kind, { rules: DEFAULT_POOL_RULES }),
);

export const POOLS = [aPool('PUBLIC'), aPool('DORMANT'), aPool('LEAD')];

export function aPlaybook(definition: PlaybookDefinition = defaultDefinition): Playbook {
  const deal = dealRules(definition, defaultDefinition.deal as DealRules);
  const approval = { ...defaultDefinition.approval, ...definition.approval } as ApprovalRules;
  const reasons = playbookReasons(definition, defaultDefinition.reasons as PlaybookReasons);
  return { id: 'pb_1', key: definition.key, version: 1, definition, deal, approval, reasons };
}

/** Where customers of the eastern team begin. */
export const SETTING: Setting = {
  playbook: aPlaybook(),
  calendar: CALENDAR,
  followUpRules: SHIPPED_FOLLOW_UPS,
  fields: [],
  reasons: {},
  people: PEOPLE,
  pools: POOLS,
  ownerTeam: EAST,
};

/** The default playbook with some of each stage changed, in clock time unless said otherwise. */
export function playbookWith(change: (code: string) => object, rest: object = {}): Playbook {
  const stages = defaultDefinition.stages.map((stage) => ({ ...stage, ...change(stage.code) }));
  return aPlaybook({ ...defaultDefinition, calendar: 'CLOCK', ...rest, stages });
}

/** A customer of Lin's who stands in a stage without anything recorded, planned or armed. */
export function aCustomerFile(customer: Partial<Customer> = {}, around: Partial<CustomerFile> = {}): CustomerFile {
  return {
    customer: aCustomer(customer),
    ...SETTING,
    visit: null,
    followUps: [],
    followUpsDone: 0,
    countedAttempts: [],
    quotes: [],
    contracts: 0,
    deals: [],
    claim: null,
    approvals: [],
    deadlines: [],
    spoken: [],
    warnedAt: null,
    outages: [],
    ...around,
  };
}

/** The same after entering the stage: its visit, next action and timers are there. */
export function aCustomerWhoEntered(stage: string, around: Partial<CustomerFile> = {}, call: Call = aCall()) {
  const cycleStartedAt = later(-DAY, call.now);
  const began = { stage: 'NEEDS_CONFIRMED', stageEnteredAt: call.now, ownedSince: call.now, cycleStartedAt };
  const before = aCustomerFile(began, around);
  const moved = enterStage(before, stageOf(before.playbook, stage), { reason: null, rule: null, note: null }, call);
  return after(before, settled(before, moved, call));
}

const ZHOU = {
  name: '周敏',
  company: '杭州晨光建材有限公司',
  phone: '+8613800138000',
  email: null,
  wechat: null,
};

function aCustomer(over: Partial<Customer>): Customer {
  const given = { ...ZHOU, intent: 'UNKNOWN', tags: [], customFields: {} } as const;
  return { ...newFile(given, LIN.id, SETTING, aCall()).customer, id: 'cus_zhou', ...over };
}

export const inPool = (poolId = 'pool_public'): Partial<Customer> => ({
  ownerId: null,
  ownedSince: null,
  poolId,
  pooledAt: NOW,
});

/** An open follow-up that Lin planned for tomorrow. */
export function aFollowUp(over: Partial<FollowUp> = {}): FollowUp {
  return {
    ...UNTOUCHED,
    id: 'fup_plan',
    version: 1,
    customerId: 'cus_zhou',
    leadId: null,
    ownerId: LIN.id,
    stage: null,
    purpose: { 'zh-CN': '约到拜访', en: 'Visit agreed' },
    purposeCode: null,
    dueAt: later(DAY),
    remindAt: [],
    holdNumber: 0,
    createdAt: NOW,
    ...over,
  };
}

export function aQuote(over: Partial<Quote> = {}): Quote {
  return {
    id: 'quo_1',
    customerId: 'cus_zhou',
    amount: '176000.50',
    currency: 'CNY',
    sentAt: NOW,
    receiptConfirmedAt: null,
    fileId: null,
    byId: LIN.id,
    createdAt: NOW,
    ...over,
  };
}

/** A contract that Lin has uploaded. */
export function aDocument(over: Partial<StoredFile & { theirsSince: Date | null }> = {}) {
  return {
    id: 'file_1',
    name: '合同.pdf',
    byId: LIN.id,
    uploadedAt: NOW,
    attachedAt: null,
    theirsSince: null,
    ...over,
  };
}

/** Zhou Min fills in the form of the website. */
export const ARRIVAL: Arrival = {
  ...ZHOU,
  source: { id: 'src_site', channel: 'WEBSITE', defaultTags: ['官网'] },
  externalId: 'form-1',
  productInterest: '岩棉板',
  region: '浙江',
  campaign: null,
  tags: ['展会', '官网'],
  message: '请报价',
  payload: { form: 7 },
  customFields: {},
};

/** A lead of Lin's without a contact yet. */
export function aLeadFile(lead: Partial<Lead> = {}, around: Partial<LeadFile> = {}): LeadFile {
  const { followUpRules, fields, reasons, calendar, people, playbook, pools, ownerTeam } = SETTING;
  return {
    lead: { ...aLead(), ...lead },
    ownerTeam,
    people,
    pools,
    playbook,
    calendar,
    followUpRules,
    fields,
    reasons,
    followUps: [],
    countedAttempts: [],
    response: { responseWithin: 'PT2H', reassignAfter: 'P1D' },
    deadlines: [],
    spoken: [],
    ...around,
  };
}

function aLead(): Lead {
  const score = { score: 60, reasons: [] };
  const captured = decideCapture(ARRIVAL, { identities: [], score, pools: POOLS }, aCall());
  const [lead] = rowsAdded(accepted(captured), 'Lead');
  return { ...lead!, id: 'lead_zhou', status: 'ASSIGNED', ownerId: LIN.id, ownedSince: NOW, poolId: null };
}

/** The changes of a decision that must have been accepted. */
export function accepted(decision: Decision): Changes {
  if (!decision.accepted) throw new Error(`refused: ${JSON.stringify(decision.refusal)}`);
  return decision.changes;
}

export function refusalOf(decision: Decision): Refusal {
  if (decision.accepted) throw new Error('accepted');
  return decision.refusal;
}

export function unmetCodes(decision: Decision): readonly string[] {
  const refusal = refusalOf(decision);
  return 'unmet' in refusal ? refusal.unmet.map(({ code }) => code) : [refusal.code];
}

/** What the caller did wrong, or null where nothing was. */
export function callerErrorOf(work: () => unknown) {
  try {
    work();
    return null;
  } catch (error) {
    if (!(error instanceof CallerError)) throw error;
    return { code: error.code, field: error.field, text: error.text.code };
  }
}

export const eventsIn = (changes: Changes) => changes.flatMap((change) => ('event' in change ? [change.event] : []));

export const rowsAdded = <K extends string>(changes: Changes, table: K) =>
  changes.flatMap((change) => ('add' in change && change.add === table ? [change.row] : [])) as Extract<
    Changes[number],
    { add: K }
  >['row'][];

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../data/${name}`, import.meta.url), 'utf8'));
}
