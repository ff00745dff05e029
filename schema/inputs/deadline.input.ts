import { Field, ID, InputType } from 'type-graphql';
import { KeyedInput } from './keyed.input.js';

@InputType('DeadlineIdInput', { description: 'A timer to act on.' })
export class DeadlineIdInput extends KeyedInput {
  @Field(() => ID, { description: 'Which timer.' })
  deadlineId!: string;
}
