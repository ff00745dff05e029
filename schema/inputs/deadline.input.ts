import { Field, ID, InputType } from 'type-graphql';
import type { DeadlineKind } from '../../domain/deadline/deadline.js';
import { DeadlineKindEnum } from '../enums.js';
import { KeyedInput } from './keyed.input.js';
import { CODE, Entries } from './limits.js';

const KINDS = 20;

@InputType('DeadlineIdInput', { description: 'A timer to act on.' })
export class DeadlineIdInput extends KeyedInput {
  @Field(() => ID, { description: 'Which timer.' })
  deadlineId!: string;
}

@InputType('RetryDeadlinesInput', { description: 'Parked timers to arm again.' })
export class RetryDeadlinesInput extends KeyedInput {
  @Field(() => [DeadlineKindEnum], { nullable: true, description: 'Only of these kinds. Null: of all.' })
  @Entries(KINDS, CODE)
  kinds?: readonly DeadlineKind[] | null;
}
