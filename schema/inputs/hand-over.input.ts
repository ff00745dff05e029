import { Field, ID, InputType } from 'type-graphql';
import type { HandOverStrategy } from '../../domain/hand-over.js';
import { HandOverStrategyEnum } from '../enums.js';
import { KeyedInput } from './keyed.input.js';
import { LINE, OptionalText } from './limits.js';

@InputType('TransferCustomerInput', { description: 'Who gets a customer from its owner.' })
export class TransferCustomerInput extends KeyedInput {
  @Field(() => ID, { description: 'Which customer.' })
  customerId!: string;

  @Field(() => ID, { description: 'The new owner: an active user within your scope.' })
  toUserId!: string;

  @OptionalText(LINE, 'What the new owner should know; told to them and kept in the history.')
  note?: string | null;
}

@InputType('HandOverInput', {
  description: 'Whose work goes to whom: to one person, or by a rule. One of toUserId and strategy is given.',
})
export class HandOverInput extends KeyedInput {
  @Field(() => ID, { description: 'Whose leads, customers and open follow-ups go to others.' })
  fromUserId!: string;

  @Field(() => ID, { nullable: true, description: 'Who gets everything: an active user. Null: by the strategy.' })
  toUserId?: string | null;

  @Field(() => HandOverStrategyEnum, {
    nullable: true,
    description: 'How it is shared out where nobody is named. Null: everything goes to toUserId.',
  })
  strategy?: HandOverStrategy | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'True: only counts what would go; nothing is changed.',
  })
  dryRun?: boolean | null;
}
