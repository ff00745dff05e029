import { Field, Int, ObjectType } from 'type-graphql';
import type { Channel, ContactOutcome } from '../../domain/follow-up/follow-up.js';
import type { UnmetCondition } from '../../domain/refusal.js';
import { ChannelEnum, ContactOutcomeEnum } from '../enums.js';
import { DateTime } from '../scalars.js';
import { GuideType, UnmetConditionType } from './refusal.type.js';

@ObjectType('Phrase', {
  description: 'A sentence that says what there mostly is to say of a contact; it goes into `note` as it is.',
  simpleResolvers: true,
})
export class PhraseType {
  @Field(() => String, { description: 'Stable code.' })
  code!: string;

  @Field(() => ContactOutcomeEnum, { description: 'The outcome that it tells of.' })
  outcome!: ContactOutcome;

  @Field(() => Boolean, { description: 'What it says of the goal: whether it was met.' })
  goalMet!: boolean;
}

@ObjectType('NextDate', { description: 'When to be in touch next: a choice of one tap.', simpleResolvers: true })
export class NextDateType {
  @Field(() => String, { description: 'Stable code.' })
  code!: string;

  @Field(() => [ContactOutcomeEnum], { description: 'After contacts of which outcomes it is offered.' })
  outcomes!: readonly ContactOutcome[];

  @Field(() => DateTime, { description: 'The time: in working time from now, and in the future.' })
  dueAt!: Date;
}

@ObjectType('GiveUpProposal', {
  description: 'Giving up is proposed, and never done by itself: attempt after attempt had no answer.',
  simpleResolvers: true,
})
export class GiveUpProposalType {
  @Field(() => Int, { description: 'Attempts in a row without an answer, by whoever has it now.' })
  attempts!: number;

  @Field(() => [GuideType], { description: 'The mutations that would give it up, with the fields to fill in.' })
  guides!: readonly GuideType[];
}

@ObjectType('FollowUpSuggestions', {
  description:
    'What makes the usual follow-up one request without typing: recordFollowUp or completeFollowUp takes these values as they are. The organisation’s settings hold phrases and dates.',
  simpleResolvers: true,
})
export class FollowUpSuggestionsType {
  @Field(() => ChannelEnum, { description: 'As the last contact was made; PHONE where there was none.' })
  channel!: Channel;

  @Field(() => [PhraseType], { description: 'Sentences for `note`, in the order of the settings.' })
  phrases!: readonly PhraseType[];

  @Field(() => [NextDateType], { description: 'Times for `next.dueAt`, in the order of the settings.' })
  nextDates!: readonly NextDateType[];

  @Field(() => [UnmetConditionType], {
    description:
      'What the next open stages still ask for and a contact can bring: only what is not known yet. Of a lead, nothing.',
  })
  missing!: readonly UnmetCondition[];

  @Field(() => GiveUpProposalType, {
    nullable: true,
    description: 'That it may be given up. Null: there is no cause, or nobody is working on it.',
  })
  giveUp!: GiveUpProposalType | null;
}
