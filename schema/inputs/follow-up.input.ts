import { Field, ID, InputType, Int } from 'type-graphql';
import type { Channel, ContactOutcome } from '../../domain/follow-up/follow-up.js';
import { ChannelEnum, ContactOutcomeEnum } from '../enums.js';
import { DateTime } from '../scalars.js';
import { FactsInput, QuoteInput } from './customer.input.js';
import { KeyedInput } from './keyed.input.js';
import { CODE, LINE, NOTE, OptionalText, Text } from './limits.js';

@InputType('NextPlanInput', {
  description: 'When to be in touch next and what for: a purpose of the list, words of your own, or both.',
})
export class NextPlanInput {
  @OptionalText(LINE, "What for, in your own words. Null: the purpose's own label.")
  purpose?: string | null;

  @OptionalText(CODE, "What for, as a code of the playbook's list. Null: in your own words only.")
  purposeCode?: string | null;

  @Field(() => DateTime, { description: 'When; in the future.' })
  dueAt!: Date;
}

@InputType('PlanFollowUpInput', { description: 'A follow-up to plan, on a customer or on a lead.' })
export class PlanFollowUpInput extends KeyedInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Which customer. Null: it is on a lead; exactly one of the two has to be given.',
  })
  customerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Which lead. Null: it is on a customer.' })
  leadId?: string | null;

  @OptionalText(LINE, "What for, in your own words. Null: the purpose's own label.")
  purpose?: string | null;

  @OptionalText(CODE, "What for, as a code of the playbook's list. Null: in your own words only.")
  purposeCode?: string | null;

  @Field(() => DateTime, { description: 'When it is due; in the future.' })
  dueAt!: Date;
}

/** What somebody tells of a contact. */
@InputType()
abstract class ContactInput extends KeyedInput {
  @Field(() => ChannelEnum, {
    nullable: true,
    description: 'How the contact was made. Has to be given; missing, it is refused with FOLLOW_UP_INCOMPLETE.',
  })
  channel?: Channel | null;

  @Field(() => ContactOutcomeEnum, { nullable: true, description: 'What came of it. Null: REACHED.' })
  outcome?: ContactOutcome | null;

  @OptionalText(NOTE, 'What was said. Has to be given; missing, it is refused with FOLLOW_UP_INCOMPLETE.')
  note?: string | null;

  @OptionalText(CODE, "The goal it had, as a code of the playbook's list. Null: none.")
  goalCode?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the goal was met. Has to be given; missing, it is refused with FOLLOW_UP_INCOMPLETE.',
  })
  goalMet?: boolean | null;

  @Field(() => Int, { nullable: true, description: 'How long it took, in minutes; not negative. Null: not told.' })
  durationMinutes?: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it took place, not in the future. Null: now.' })
  occurredAt?: Date | null;

  @Field(() => NextPlanInput, {
    nullable: true,
    description:
      'The next plan. May be missing only where the customer is or gets to the end of its way, or into a pool; else it is refused with FOLLOW_UP_INCOMPLETE.',
  })
  next?: NextPlanInput | null;

  @Field(() => FactsInput, { nullable: true, description: 'Facts to record with it. For a lead it is BAD_USER_INPUT.' })
  facts?: FactsInput | null;

  @Field(() => QuoteInput, {
    nullable: true,
    description: 'A quote to record with it. For a lead it is BAD_USER_INPUT.',
  })
  quote?: QuoteInput | null;

  @OptionalText(
    CODE,
    'Code of the stage to move the customer to in the same step. Null: it stays. For a lead it is BAD_USER_INPUT.',
  )
  advanceTo?: string | null;

  @OptionalText(CODE, 'Code of a reason for the move, where the stage asks for one.')
  reason?: string | null;
}

@InputType('CompleteFollowUpInput', { description: 'The record of a contact that was planned.' })
export class CompleteFollowUpInput extends ContactInput {
  @Field(() => ID, { description: 'Which follow-up.' })
  followUpId!: string;
}

@InputType('RecordFollowUpInput', {
  description:
    "The record of a contact that nobody had planned; where the stage's own next action is open, this was it.",
})
export class RecordFollowUpInput extends ContactInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Which customer. Null: it is on a lead; exactly one of the two has to be given.',
  })
  customerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Which lead. Null: it is on a customer.' })
  leadId?: string | null;
}

@InputType('CancelFollowUpInput', { description: 'A planned follow-up to call off.' })
export class CancelFollowUpInput extends KeyedInput {
  @Field(() => ID, { description: 'Which follow-up.' })
  followUpId!: string;

  @Text(CODE, 'Code of a reason of the list CANCEL that holds for the customer or lead: `reasons` with its id.')
  reason!: string;

  @OptionalText(NOTE, 'More about it; kept with the follow-up. Some reasons ask for one.')
  note?: string | null;

  @Field(() => NextPlanInput, {
    nullable: true,
    description: 'The next plan. May be missing only where another follow-up is open, or the customer needs none.',
  })
  next?: NextPlanInput | null;
}
