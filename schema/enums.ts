import { CONTRIBUTED_BY } from '../domain/pool/contributed-by.js';
import { APPROVAL_KINDS, APPROVAL_OUTCOMES } from '../domain/approval/approval.js';
import 'reflect-metadata';
import { registerEnumType } from 'type-graphql';
import { TIMETABLE_EFFECTS } from '../domain/timetable/row.js';
import { INTENTS } from '../domain/customer/customer.js';
import { QUOTE_STATUSES } from '../domain/customer/quote.js';
import { ALARM_STORES } from '../domain/deadline/alarm-store.js';
import { DEADLINE_KINDS, DEADLINE_STATUSES } from '../domain/deadline/deadline.js';
import { EVENT_TYPES } from '../domain/event-types.js';
import { EXPORT_FORMATS, EXPORT_LISTS } from '../domain/file/export.js';
import { CHANNELS, CONTACT_OUTCOMES, FOLLOW_UP_STATUSES } from '../domain/follow-up/follow-up.js';
import { HAND_OVER_STRATEGIES } from '../domain/hand-over.js';
import { IMPORT_KINDS, IMPORT_STATUSES } from '../domain/import/import.js';
import { LEAD_STATUSES } from '../domain/lead/lead.js';
import { SOURCE_KINDS } from '../domain/lead/source.js';
import { NURTURE_KINDS, NURTURE_STATUSES } from '../domain/nurture/nurture.js';
import { DELIVERY_ERRORS, DELIVERY_STATUSES, NOTIFICATION_CHANNELS } from '../domain/delivery/delivery.js';
import { NOTIFICATION_KINDS } from '../domain/notification.js';
import { LOCALES, ROLES } from '../domain/people.js';
import { ACTION_BY, CALENDARS, IDLE_SINCE, REASON_KINDS, STAGE_OUTCOMES } from '../domain/playbook/playbook.js';
import { PILOT_STATUSES } from '../domain/pilot/pilot.js';
import { POOL_KINDS } from '../domain/pool/pool.js';
import {
  CHANNEL_NUMBERS,
  FUNNEL_MODES,
  LEAK_OUTCOMES,
  NEGLECT_BUCKETS,
  PERFORMANCE_NUMBERS,
  PILOT_NUMBERS,
  REPORT_KINDS,
  STAGE_NUMBERS,
} from '../domain/report/report.js';
import { DUPLICATE_STANDINGS, REFUSAL_CODES, SEVERITIES } from '../domain/refusal.js';
import { EVENT_TYPE_DESCRIPTIONS } from './event-type-descriptions.js';
import { REFUSAL_CODE_DESCRIPTIONS } from './refusal-code-descriptions.js';

type EnumObject<Value extends string> = { readonly [V in Value]: V };

/** Makes one of the domain's closed lists an enum of the API; every value says what it means. */
export function registerList<Value extends string>(
  name: string,
  values: readonly Value[],
  description: string,
  valueDescriptions: Readonly<Record<Value, string>>,
): EnumObject<Value> {
  const enumObject = Object.fromEntries(values.map((value) => [value, value])) as EnumObject<Value>;
  const valuesConfig = Object.fromEntries(values.map((value) => [value, { description: valueDescriptions[value] }]));
  registerEnumType<Record<string, string>>(enumObject, { name, description, valuesConfig });
  return enumObject;
}

export const LocaleEnum = registerList('Locale', LOCALES, 'A language that the product speaks.', {
  ZH_CN: 'Simplified Chinese.',
  EN: 'English.',
});

export const RoleEnum = registerList(
  'Role',
  ROLES,
  'What somebody may do. A ladder: each role may all that the ones before it may.',
  {
    SALES: 'Works on their own leads and customers, and sees the pools of their team.',
    TEAM_LEAD: "Sees and works on everything of their team, and assigns the team's leads.",
    MANAGER: "Sees and works on everybody's, and publishes playbooks.",
    ADMIN: 'Manages users, teams, sources and settings as well.',
  },
);

export const RefusalCodeEnum = registerList(
  'RefusalCode',
  REFUSAL_CODES,
  'Why the business says no. Closed list; each code comes with one concrete type of Refusal.',
  REFUSAL_CODE_DESCRIPTIONS,
);

export const DuplicateStandingEnum = registerList(
  'DuplicateStanding',
  DUPLICATE_STANDINGS,
  'How somebody who is known already stands, without telling whose they are.',
  {
    YOURS: 'You own them: open the existing record.',
    OWNED: 'A colleague owns them.',
    POOLED: 'They are in a pool.',
    CLOSED: 'Their record is closed.',
  },
);

export const SeverityEnum = registerList('Severity', SEVERITIES, 'How serious a problem in rules is.', {
  ERROR: 'Keeps the rules from being published.',
  WARNING: 'Advice: the rules may be published all the same.',
});

export const LeadStatusEnum = registerList('LeadStatus', LEAD_STATUSES, 'Where a lead stands.', {
  NEW: 'Arrived, and neither pooled nor assigned yet.',
  POOLED: 'In the lead pool, owned by nobody.',
  ASSIGNED: 'Owned by somebody who is to make contact.',
  QUALIFIED: 'Became a customer. Final.',
  DISQUALIFIED: 'Given up, with a reason, until another trace of the person brings it back.',
  MERGED:
    'Merged into another lead of the same person: its id leads there, so it is never listed. Until the merge is taken back.',
});

export const SourceKindEnum = registerList('SourceKind', SOURCE_KINDS, 'How leads reach us through a source.', {
  INTAKE: 'Forms, events and other systems deliver with its key to `/intake/{key}`.',
  WECOM: 'WeCom (企业微信) tells of contacts that our people add, at `/callbacks/wecom/{sourceId}`.',
  MINI_PROGRAM:
    'A mini-program delivers with the source’s key to `/intake/{key}`, with `phoneCode` and `loginCode`, which are exchanged on the server.',
  OFFICIAL_ACCOUNT:
    'An official account (公众号) tells of its followers and their messages, at `/callbacks/wechat/{sourceId}`.',
});

export const NurtureKindEnum = registerList('NurtureKind', NURTURE_KINDS, 'How leads get to a nurture channel.', {
  WEBHOOK:
    'A system of ours is called with each lead, signed as Standard Webhooks has it, and tried again where it fails.',
  LIST: 'They stand on a list, which people work through or save: LeadFilter.nurtureChannelIds.',
});

export const NurtureStatusEnum = registerList(
  'NurtureStatus',
  NURTURE_STATUSES,
  'How a lead stands on its way to a nurture channel.',
  {
    PENDING: 'To be sent.',
    RETRYING: 'A call failed; it is tried again.',
    DELIVERED: 'It arrived, or stands on the list.',
    DEAD: 'Every try failed, or the receiver wants no more.',
    SUPPRESSED: 'Not sent, since by then it was not to be: they opted out, or somebody has the lead.',
  },
);

export const NotificationChannelEnum = registerList(
  'NotificationChannel',
  NOTIFICATION_CHANNELS,
  'Where people hear of their cards.',
  {
    IN_APP: 'The inbox, with its subscriptions: immediate, complete, always on.',
    WECOM_ROBOT: 'A robot in a WeCom (企业微信) group.',
    WECOM_APP: 'A message of the organisation’s app in WeCom, to the linked account.',
    DINGTALK_ROBOT: 'A robot in a DingTalk (钉钉) group.',
    FEISHU_BOT: 'A bot in a Feishu (飞书) group, or the organisation’s app there.',
    EMAIL: 'E-mail.',
    WEBHOOK: 'A call of an https address, signed as Standard Webhooks has it.',
  },
);

export const DeliveryStatusEnum = registerList(
  'DeliveryStatus',
  DELIVERY_STATUSES,
  'How a message to one address stands.',
  {
    PENDING: 'To be sent.',
    RETRYING: 'An attempt failed; it is sent again.',
    DELIVERED: 'It arrived.',
    DEAD: 'It is given up: every try failed, or it can’t be taken.',
    SUPPRESSED: 'Not sent, since by then it was not to be.',
  },
);

export const IntentEnum = registerList(
  'Intent',
  INTENTS,
  "Somebody's opinion of how much a customer wants to buy. It guards no move: conditions ask for recorded facts.",
  {
    UNKNOWN: 'Nobody has said yet.',
    LOW: 'Little interest.',
    MEDIUM: 'Some interest.',
    HIGH: 'Wants to buy.',
  },
);

export const ApprovalKindEnum = registerList('ApprovalKind', APPROVAL_KINDS, 'What a superior is asked for.', {
  MOVE: 'That the customer may move to another stage: requestApproval.',
  OBJECTION: 'That the customer stays with its owner, whom silence is about to take it from: objectToReclaim.',
});

export const ApprovalOutcomeEnum = registerList(
  'ApprovalOutcome',
  APPROVAL_OUTCOMES,
  'What became of a request to a superior.',
  {
    PENDING: 'It waits for a decision.',
    MOVED: 'Approved, and the customer moved.',
    MOVE_REFUSED: 'Approved, but by then the playbook’s conditions refused the move: the customer stayed.',
    KEPT: 'The objection was accepted: the owner keeps the customer, and the clocks of silence begin anew.',
    REJECTED: 'Rejected: the customer stayed in its stage; after an objection the clocks go on.',
    VOID: 'Not decided: the customer left the stage or its owner, went to another version of its playbook, or was merged; whoever asked is no longer active; or an objection gave way to a request for a move.',
  },
);

export const ContributedByEnum = registerList(
  'ContributedBy',
  CONTRIBUTED_BY,
  'How somebody lost a customer that another one won soon after.',
  {
    RECLAIM: 'The system took it back.',
    HAND_OVER: 'Somebody else gave it to a colleague, or took it back into a pool.',
  },
);

export const QuoteStatusEnum = registerList('QuoteStatus', QUOTE_STATUSES, 'How a quote stands.', {
  NOT_SENT: 'Written, and not sent yet.',
  AWAITING_RECEIPT:
    '已发待确认: sent, and nobody has confirmed that it arrived. The newest one is asked for after the playbook’s `deal.askReceiptAfter`.',
  RECEIPT_CONFIRMED: 'The customer has confirmed that it arrived.',
});

export const StageOutcomeEnum = registerList(
  'StageOutcome',
  STAGE_OUTCOMES,
  'What a stage means for reports and for reopening, whatever it is called.',
  {
    OPEN: 'The sale goes on.',
    WON: 'The sale succeeded.',
    LOST: 'The sale failed.',
    NEUTRAL: 'The sale ended, neither won nor lost.',
  },
);

export const IdleSinceEnum = registerList(
  'IdleSince',
  IDLE_SINCE,
  'What a clock of silence counts from. Each starts no earlier than the stage was entered and its owner began.',
  {
    LAST_ACTIVITY: 'Somebody worked on the customer.',
    LAST_INTERACTION: 'Somebody reached the customer, or the customer got in touch.',
    LAST_STAGE_CHANGE: 'It entered its stage.',
    CLAIM: 'Its owner got it.',
  },
);

export const CalendarEnum = registerList('Calendar', CALENDARS, 'What a span of time counts.', {
  CLOCK: 'All hours of all days.',
  WORKING: 'Working days, and of those the working hours.',
});

export const TimetableEffectEnum = registerList(
  'TimetableEffect',
  TIMETABLE_EFFECTS,
  'What a rule about silence does.',
  {
    MOVE: 'Moves the customer to another stage.',
    ESCALATE: 'Tells a superior.',
    RECLAIM: 'Takes the customer back to the pool.',
  },
);

export const ActionByEnum = registerList('ActionBy', ACTION_BY, 'Who acts on an obligation or hears of it.', {
  OWNER: 'Whoever owns the customer.',
  TEAM_LEAD: "The lead of the owner's team.",
  MANAGER: 'All active managers.',
});

export const ReasonKindEnum = registerList(
  'ReasonKind',
  REASON_KINDS,
  'Which list of reasons: each kind of change takes reasons of its own list.',
  {
    LOSS: 'Why a customer is lost.',
    PAUSE: 'Why a customer is paused.',
    RELEASE: 'Why somebody gives a customer or lead back to a pool.',
    DISQUALIFY: 'Why a lead is given up.',
    CANCEL: 'Why a planned follow-up is called off.',
  },
);

export const ChannelEnum = registerList('Channel', CHANNELS, 'How a contact was made.', {
  WECHAT: 'WeChat (微信), including WeCom.',
  PHONE: 'A phone call.',
  VISIT: 'A visit, at their place or ours.',
  EMAIL: 'E-mail.',
  MEETING: 'A meeting, in a room or online.',
  OTHER: 'Anything else.',
});

export const ContactOutcomeEnum = registerList('ContactOutcome', CONTACT_OUTCOMES, 'What came of a contact.', {
  REACHED: 'The person was reached. Counts as interaction.',
  NO_ANSWER: 'Nobody answered. Counts as activity at most twice in 7 days, on different days.',
  REFUSED: 'The person was reached and said no. Counts as interaction.',
  WRONG_NUMBER: 'The contact details are wrong. Counts as activity like NO_ANSWER.',
});

export const FollowUpStatusEnum = registerList('FollowUpStatus', FOLLOW_UP_STATUSES, 'Where a follow-up stands.', {
  PLANNED: 'Open, and its due time lies ahead.',
  OVERDUE: 'Open, and its due time has passed.',
  DONE: 'The contact was made and recorded. Final.',
  CANCELLED: 'Called off. Final.',
});

export const PoolKindEnum = registerList('PoolKind', POOL_KINDS, 'What a pool holds.', {
  PUBLIC: 'Customers without an owner (公海).',
  DORMANT: 'Customers that stay silent (休眠池).',
  LEAD: 'Leads without an owner (线索池).',
});

export const DeadlineKindEnum = registerList(
  'DeadlineKind',
  DEADLINE_KINDS,
  'What happens, or is asked for, when a timer fires.',
  {
    FOLLOW_UP_DUE: 'A follow-up that a person planned is due, or is reminded of ahead of time.',
    STAGE_ACTION:
      "A stage's own next action is due, or is reminded of ahead of time; of a won or lost customer the review that is missing.",
    STAGE_IDLE: 'A customer has been idle in a stage for as long as the playbook allows.',
    ESCALATION: 'Nobody reacted to something overdue: the next superior is told.',
    POOL_WARNING: 'The owner is warned that a customer is about to be reclaimed.',
    POOL_RECLAIM: 'A customer goes back to the pool.',
    POOL_UNCLAIMED: 'Nobody has claimed it: to the dormant pool.',
    FIRST_CONTACT: 'The first contact after a claim is due.',
    LEAD_RESPONSE: 'The first contact with an assigned lead is due.',
    QUOTE_RECEIPT: 'A quote was sent, and whether it arrived has to be asked.',
    PAYMENT_DUE:
      'An instalment is due, will be, or stays unpaid; or the instalments of a won deal have to be set. Only the money, or the plan, ends it; acknowledging ends what is told of an instalment.',
    DELIVERY_HANDOVER: 'A won deal has to be handed over for delivery.',
    APPROVAL: 'A superior has to decide about a move, or about an objection to a reclaim.',
  },
);

export const DeadlineStatusEnum = registerList('DeadlineStatus', DEADLINE_STATUSES, 'Where a timer stands.', {
  ARMED: 'Waiting for its time.',
  FIRED: 'Its time came and its effect is done. Final.',
  DISARMED: 'Its cause is gone: it will not fire. Final.',
  PARKED:
    'Firing it failed again and again. It waits for `retryDeadline`, or until its time moves; when its cause is gone it is disarmed.',
});

export const EventTypeEnum = registerList(
  'EventType',
  EVENT_TYPES,
  'What happened, as the event log names it.',
  EVENT_TYPE_DESCRIPTIONS,
);

export const NotificationKindEnum = registerList(
  'NotificationKind',
  NOTIFICATION_KINDS,
  'What a notification is about.',
  {
    REMINDER: 'Something of yours is due, or soon will be.',
    ESCALATION: 'Something of one of your people is overdue and nobody reacted.',
    RECLAIM_WARNING: 'A customer of yours is about to go back to the pool.',
    RECLAIMED: 'A customer of yours went to a pool.',
    ASSIGNED: 'A lead or customer is yours now.',
    DUPLICATE: 'Somebody you own left another trace, or was merged with a duplicate.',
    APPROVAL: 'A move, or an objection to a reclaim, waits for a decision or was decided.',
    DIGEST: "The morning's summary.",
    SYSTEM: 'Something about the product itself.',
  },
);

export const PilotStatusEnum = registerList('PilotStatus', PILOT_STATUSES, 'How far a pilot is.', {
  PLANNED: 'It begins later.',
  RUNNING: 'The team follows its playbook.',
  ENDED: 'It is over, and the team goes on with its playbook; or it was called off before it began.',
  ROLLED_BACK: 'It is over, and the team follows its earlier playbook again.',
});

export const HandOverStrategyEnum = registerList(
  'HandOverStrategy',
  HAND_OVER_STRATEGIES,
  'How somebody’s work is shared out where no one person takes over.',
  {
    LEAST_LOAD: 'Each piece goes to the team member with the fewest open customers and leads.',
    ROUND_ROBIN: 'The team members get one piece after the other in turn.',
    TO_POOL: 'Open customers go to the public pool and leads to the lead pool; closed deals go to the team lead.',
  },
);

export const ImportKindEnum = registerList('ImportKind', IMPORT_KINDS, 'What the rows of an import become.', {
  LEADS: 'Leads that arrive through a source: scored, told apart and assigned like any other.',
  CUSTOMERS: 'Customers in the first stage of the playbook, with the owner that the row names, else in the pool.',
});

export const ImportStatusEnum = registerList('ImportStatus', IMPORT_STATUSES, 'Where an import stands.', {
  QUEUED: 'Waits for a worker.',
  RUNNING: 'Rows are being taken in.',
  DONE: 'All rows are through.',
  FAILED: 'The file could not be read, or its importer lost the right to; rows that were through stay.',
  CANCELLED: 'Somebody ended it; rows that were through stay.',
  REVERTED: 'It was taken back, or is being taken back while finishedAt is null. Final.',
});

export const ExportListEnum = registerList('ExportList', EXPORT_LISTS, 'A list that can be saved as a table.', {
  LEADS: 'As Query.leads, latest arrival first.',
  CUSTOMERS: 'As Query.customers, newest first.',
  FOLLOW_UPS: 'As Query.followUps, earliest due first.',
});

export const ExportFormatEnum = registerList('ExportFormat', EXPORT_FORMATS, 'The kind of file a list is saved as.', {
  CSV: 'UTF-8 with a byte order mark, which Excel needs.',
  XLSX: 'A workbook of one sheet, all cells plain texts and numbers.',
});

export const LEAD_ORDERS = ['RECEIVED_AT_DESC', 'RECEIVED_AT_ASC', 'SCORE_DESC'] as const;
export type LeadOrder = (typeof LEAD_ORDERS)[number];

export const LeadOrderEnum = registerList('LeadOrder', LEAD_ORDERS, 'The order of a list of leads.', {
  RECEIVED_AT_DESC: 'Latest arrival first. The default.',
  RECEIVED_AT_ASC: 'Earliest arrival first.',
  SCORE_DESC: 'Highest score first.',
});

export const CUSTOMER_ORDERS = [
  'NEXT_CONTACT_AT_ASC',
  'LAST_ACTIVITY_AT_ASC',
  'LAST_ACTIVITY_AT_DESC',
  'STAGE_ENTERED_AT_ASC',
  'CREATED_AT_DESC',
  'RECLAIM_AT_ASC',
  'POOLED_AT_ASC',
] as const;
export type CustomerOrder = (typeof CUSTOMER_ORDERS)[number];

export const CustomerOrderEnum = registerList('CustomerOrder', CUSTOMER_ORDERS, 'The order of a list of customers.', {
  NEXT_CONTACT_AT_ASC: 'Earliest next contact first, those without one last.',
  LAST_ACTIVITY_AT_ASC: 'Longest without activity first; those never worked on last.',
  LAST_ACTIVITY_AT_DESC: 'Latest activity first; those never worked on last.',
  STAGE_ENTERED_AT_ASC: 'Longest in their stage first.',
  CREATED_AT_DESC: 'Newest first. The default.',
  RECLAIM_AT_ASC: 'Taken from their owner first, those that nothing takes last.',
  POOLED_AT_ASC: 'Longest in their pool first, those in none last.',
});

export const FunnelModeEnum = registerList('FunnelMode', FUNNEL_MODES, 'How a funnel counts.', {
  SNAPSHOT: 'Who stands in which step at one time; no conversion.',
  COHORT: 'Who came to a step for the first time within the window, and how many of them ever came further.',
  PERIOD_FLOW: 'Who was there or came within the window, and how many moves led forward.',
});

export const ReportKindEnum = registerList('ReportKind', REPORT_KINDS, 'A report, by the query that answers it.', {
  FUNNEL: '`funnel` as a COHORT, everything else left out.',
  PERFORMANCE: '`performance`.',
  FOLLOW_UP_HEATMAP: '`followUpHeatmap`.',
  NEGLECT_HEATMAP: '`neglectHeatmap`.',
  LEAKS: '`leaks`.',
  CHANNELS: '`channelReport`.',
  REASONS: '`reasonReport`.',
});

export const NeglectBucketEnum = registerList('NeglectBucket', NEGLECT_BUCKETS, 'Days since the last follow-up.', {
  D0_1: 'Less than two days.',
  D2_3: 'Two or three days.',
  D4_7: 'Four to seven days.',
  D8_14: 'Eight to fourteen days.',
  D15_30: 'Fifteen to thirty days.',
  D30_PLUS: 'More than thirty days.',
  NEVER: 'There has been none.',
});

export const LeakOutcomeEnum = registerList('LeakOutcome', LEAK_OUTCOMES, 'What became of what fell through.', {
  OPEN: 'Nobody has acted on it yet.',
  RECOVERED: 'Somebody acted on it later.',
  LOST: 'The customer was lost before anybody did.',
  RECLAIMED: 'The customer went back to a pool before anybody did.',
});

export const PerformanceNumberEnum = registerList(
  'PerformanceNumber',
  PERFORMANCE_NUMBERS,
  'A number of a person’s performance, as what stands behind it is asked for.',
  {
    NEW_LEADS: '`newLeads`: leads.',
    NEW_CUSTOMERS: '`newCustomers`: customers.',
    WON: '`won` and `wonAmount`: customers.',
    LOST: '`lost`: customers.',
    FOLLOW_UPS: '`followUps` and `customersTouched`: the customers, and the leads that weren’t customers yet.',
    CONTACT_DURATION: '`contactDuration`: the same, as far as a duration was recorded.',
    HELD: 'Of `followUpsPerCustomerMonth`, the customers that they had within the window.',
    DUE: 'Of `onTime` and `leaks`, the customers with something due.',
    ON_TIME: '`onTime`: the customers with whom something due was met by its time.',
    LEAKED: '`leaks`: customers.',
    FIRST_RESPONSE: '`firstResponse`: the customers and the leads that were answered.',
    CLAIMS_KEPT: '`claimsKept`: customers.',
    CLAIMS_MISSED: 'The rest of the claims whose first contact was due: customers.',
    FORWARD: 'Of `efficiency`, the customers who moved forward.',
    SLOWEST_STAGE: '`slowestStage`: the customers who left it.',
  },
);

export const ChannelNumberEnum = registerList(
  'ChannelNumber',
  CHANNEL_NUMBERS,
  'A number of a channel, as what stands behind it is asked for.',
  {
    LEADS: '`leads`.',
    QUALIFIED: '`qualified`.',
    WON: '`won` and `wonAmount`.',
    FIRST_RESPONSE: '`firstResponse`: those that were answered.',
  },
);

export const PilotNumberEnum = registerList(
  'PilotNumber',
  PILOT_NUMBERS,
  'A number of an arm, as what stands behind it is asked for.',
  {
    CUSTOMERS: '`customers`.',
    DUE: 'Of `leaks`, those with something due.',
    LEAKED: '`leaks`.',
    WON: '`won` and `cycle`.',
  },
);

export const StageNumberEnum = registerList(
  'StageNumber',
  STAGE_NUMBERS,
  'A number of a stage, as what stands behind it is asked for.',
  {
    ENTERED: '`entered`.',
    LEFT: '`left` and `dwell`.',
    FORWARD: '`forward`.',
    OPEN: '`open`.',
    REFUSED: '`refused`.',
  },
);

export const AlarmStoreEnum = registerList('AlarmStore', ALARM_STORES, 'Where alarms are kept.', {
  MONGODB: 'In MongoDB.',
  POSTGRESQL: 'Beside everything else in PostgreSQL.',
  EMBEDDED: 'In the embedded database.',
});

export const DeliveryErrorEnum = registerList(
  'DeliveryError',
  DELIVERY_ERRORS,
  'What was wrong with a try to send, by what is done about it.',
  {
    RETRY: 'Nothing was answered, or that it is busy: tried again after a while.',
    RATE: 'It was too much at once: nothing goes to that address until the limit is past.',
    TOKEN: 'Our access had run out: a new one is asked for.',
    CONFIGURATION:
      'The setting itself was refused, such as a robot that was removed: nothing goes there until that changes.',
    MESSAGE: 'The message can’t be delivered: it is given up.',
  },
);
