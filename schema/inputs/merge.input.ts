import { Field, ID, InputType } from 'type-graphql';
import { MOST_AT_ONCE } from '../../domain/merge/merge.js';
import { KeyedInput } from './keyed.input.js';
import { Ids } from './limits.js';

const DRY_RUN =
  'True: decides as the real call would, with the same refusals, and answers what would come of it; nothing is changed, and the idempotencyKey stays free.';

@InputType('MergeLeadsInput', { description: 'Leads of one person, and which of them goes on.' })
export class MergeLeadsInput extends KeyedInput {
  @Field(() => ID, { description: 'The survivor: an open lead. An old id leads to its survivor.' })
  into!: string;

  @Ids(MOST_AT_ONCE, `Those that go into it, open or given up, in this order. At least one, at most ${MOST_AT_ONCE}.`)
  from!: readonly string[];

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: DRY_RUN })
  dryRun?: boolean | null;
}

@InputType('MergeCustomersInput', { description: 'Customers who are one person, and which of them goes on.' })
export class MergeCustomersInput extends KeyedInput {
  @Field(() => ID, { description: 'The survivor. An old id leads to its survivor.' })
  into!: string;

  @Ids(MOST_AT_ONCE, `Those that go into it, in this order. At least one, at most ${MOST_AT_ONCE}.`)
  from!: readonly string[];

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: DRY_RUN })
  dryRun?: boolean | null;
}

@InputType('UnmergeInput', { description: 'Which merge is taken back.' })
export class UnmergeInput extends KeyedInput {
  @Field(() => ID, {
    description: 'The old id, of the lead or customer that was merged; or that of the merge, as the events tell it.',
  })
  id!: string;
}
