import { Field, ID, InputType } from 'type-graphql';
import { Duration } from '../scalars.js';
import { KeyedInput } from './keyed.input.js';
import { Entries } from './limits.js';

const MARKED_AT_ONCE = 500;
const ID_LENGTH = 100;

@InputType('NotificationIdInput', { description: 'A notification to react to.' })
export class NotificationIdInput extends KeyedInput {
  @Field(() => ID, { description: 'Which notification.' })
  notificationId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The recipient in whose place you react, one of your people. Null: it is your own.',
  })
  onBehalfOf?: string | null;
}

@InputType('SnoozeInput', { description: 'An obligation whose remaining steps are put off.' })
export class SnoozeInput extends KeyedInput {
  @Field(() => ID, { description: 'Which notification told of it.' })
  notificationId!: string;

  @Field(() => Duration, { description: 'For how long, from the times that stand now; P7D in all at most.' })
  for!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The recipient in whose place you react, one of your people. Null: it is your own.',
  })
  onBehalfOf?: string | null;
}

@InputType('MarkReadInput', { description: 'Notifications that were read.' })
export class MarkReadInput extends KeyedInput {
  @Field(() => [ID], { description: `Which of your notifications. At most ${MARKED_AT_ONCE}.` })
  @Entries(MARKED_AT_ONCE, ID_LENGTH)
  notificationIds!: readonly string[];
}
