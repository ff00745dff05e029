import { Field, ID, InputType } from 'type-graphql';
import { KeyedInput } from './keyed.input.js';
import { NOTE, OptionalText } from './limits.js';

@InputType('DecideApprovalInput', { description: 'A superior’s answer to a request.' })
export class DecideApprovalInput extends KeyedInput {
  @Field(() => ID, { description: 'Which request.' })
  approvalId!: string;

  @Field(() => Boolean, { description: 'True: the customer may move, or stays with its owner. False: it doesn’t.' })
  approve!: boolean;

  @OptionalText(NOTE, 'Why; whoever asked reads it.')
  note?: string | null;
}
