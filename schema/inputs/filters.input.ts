import { Field, ID, InputType, Int } from 'type-graphql';
import type { Intent } from '../../domain/customer/customer.js';
import type { DeadlineKind, DeadlineStatus } from '../../domain/deadline/deadline.js';
import type { Channel, FollowUpStatus } from '../../domain/follow-up/follow-up.js';
import type { LeadStatus } from '../../domain/lead/lead.js';
import {
  ChannelEnum,
  DeadlineKindEnum,
  DeadlineStatusEnum,
  FollowUpStatusEnum,
  IntentEnum,
  LeadStatusEnum,
} from '../enums.js';
import { DateTime, Json } from '../scalars.js';
import { CODE, Entries, LINE, OptionalText, Text } from './limits.js';

const SEARCH =
  'Parts of the name, the company or the phone number, be it one character, whatever the case, width and accents; of several words each has to be found. A hidden phone number is not searched.';

@InputType('TimeRange', { description: 'A stretch of time: from <= t < to.' })
export class TimeRange {
  @Field(() => DateTime, { nullable: true, description: 'The first instant. Null: open.' })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'The first instant after it. Null: open.' })
  to?: Date | null;
}

const OWN_FIELDS = 'With these values of the organisation’s own fields, all of them; at most 20.';

@InputType('CustomFieldFilter', {
  description:
    'What a field of the organisation’s own has to hold: all that is given. A field that there is not, or a value that it can not hold, is BAD_USER_INPUT.',
})
export class CustomFieldFilter {
  @Text(CODE, 'The field’s code.')
  code!: string;

  @Field(() => Json, {
    nullable: true,
    description: 'This value; of several options one is enough. Null: no condition.',
  })
  equals?: unknown;

  @Field(() => [Json], { nullable: true, description: 'One of these values; an empty list: none. Null: no condition.' })
  in?: readonly unknown[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: any value. False: no value. Null: no condition.',
  })
  present?: boolean | null;
}

@InputType('LeadFilter', {
  description: 'Which leads: those that meet all that is given. Null: no condition; an empty list: none.',
})
export class LeadFilter {
  @Field(() => [LeadStatusEnum], { nullable: true, description: 'With one of these statuses.' })
  status?: readonly LeadStatus[] | null;

  @Field(() => [ID], { nullable: true, description: 'Owned by one of these users.' })
  ownerIds?: readonly string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Owned by a member of one of these teams.' })
  teamIds?: readonly string[] | null;

  @Field(() => [ID], { nullable: true, description: 'In one of these pools.' })
  poolIds?: readonly string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: those who agreed to be written to; false: those who did not, or took it back.',
  })
  consented?: boolean | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Sent to one of these nurture channels, or on its list; whoever opted out since is left out.',
  })
  nurtureChannelIds?: readonly string[] | null;

  @Field(() => [ID], { nullable: true, description: 'From one of these sources.' })
  sourceIds?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'With all of these tags; an empty list sets no condition.' })
  tags?: readonly string[] | null;

  @Field(() => [CustomFieldFilter], { nullable: true, description: OWN_FIELDS })
  @Entries(20, LINE)
  customFields?: readonly CustomFieldFilter[] | null;

  @Field(() => Int, { nullable: true, description: 'With at least this score.' })
  minScore?: number | null;

  @Field(() => TimeRange, { nullable: true, description: 'Arrived within.' })
  receivedAt?: TimeRange | null;

  @OptionalText(LINE, SEARCH)
  search?: string | null;
}

@InputType('CustomerFilter', {
  description: 'Which customers: those that meet all that is given. Null: no condition; an empty list: none.',
})
export class CustomerFilter {
  @Field(() => [String], { nullable: true, description: 'In a stage with one of these codes.' })
  stages?: readonly string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Owned by one of these users.' })
  ownerIds?: readonly string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Owned by a member of one of these teams.' })
  teamIds?: readonly string[] | null;

  @Field(() => [ID], { nullable: true, description: 'In one of these pools.' })
  poolIds?: readonly string[] | null;

  @Field(() => [IntentEnum], { nullable: true, description: 'With one of these intents.' })
  intents?: readonly Intent[] | null;

  @Field(() => [ID], { nullable: true, description: 'Whose lead came from one of these sources.' })
  sourceIds?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'With all of these tags; an empty list sets no condition.' })
  tags?: readonly string[] | null;

  @Field(() => [CustomFieldFilter], { nullable: true, description: OWN_FIELDS })
  @Entries(20, LINE)
  customFields?: readonly CustomFieldFilter[] | null;

  @Field(() => TimeRange, { nullable: true, description: 'Whose earliest open follow-up is due within.' })
  nextContactAt?: TimeRange | null;

  @Field(() => TimeRange, { nullable: true, description: 'Last worked on within.' })
  lastActivityAt?: TimeRange | null;

  @Field(() => TimeRange, { nullable: true, description: 'Entered their present stage within.' })
  stageEnteredAt?: TimeRange | null;

  @Field(() => TimeRange, { nullable: true, description: 'Taken from their owner within, if nothing happens.' })
  reclaimAt?: TimeRange | null;

  @Field(() => Boolean, { nullable: true, description: 'True: nobody has ever reached them. False: somebody has.' })
  neverContacted?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: something is overdue, a superior was told, and nobody has reacted yet. False: the others.',
  })
  escalated?: boolean | null;

  @OptionalText(LINE, SEARCH)
  search?: string | null;
}

@InputType('FollowUpFilter', {
  description: 'Which follow-ups: those that meet all that is given. Null: no condition; an empty list: none.',
})
export class FollowUpFilter {
  @Field(() => [FollowUpStatusEnum], { nullable: true, description: 'With one of these statuses.' })
  status?: readonly FollowUpStatus[] | null;

  @Field(() => [ID], { nullable: true, description: 'Owned by one of these users.' })
  ownerIds?: readonly string[] | null;

  @Field(() => ID, { nullable: true, description: 'On this customer.' })
  customerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'On this lead.' })
  leadId?: string | null;

  @Field(() => TimeRange, { nullable: true, description: 'Due within.' })
  dueAt?: TimeRange | null;

  @Field(() => [ChannelEnum], { nullable: true, description: 'Made through one of these channels.' })
  channels?: readonly Channel[] | null;
}

@InputType('DeadlineFilter', {
  description: 'Which timers: those that meet all that is given. Null: no condition; an empty list: none.',
})
export class DeadlineFilter {
  @Field(() => [DeadlineStatusEnum], { nullable: true, description: 'With one of these statuses.' })
  status?: readonly DeadlineStatus[] | null;

  @Field(() => [DeadlineKindEnum], { nullable: true, description: 'Of one of these kinds.' })
  kinds?: readonly DeadlineKind[] | null;

  @Field(() => ID, { nullable: true, description: 'On this customer.' })
  customerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'On this lead.' })
  leadId?: string | null;

  @Field(() => TimeRange, { nullable: true, description: 'Due within.' })
  dueAt?: TimeRange | null;
}
