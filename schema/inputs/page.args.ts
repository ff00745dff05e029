import { ArgsType, Field, Int } from 'type-graphql';

@ArgsType()
export class PageArguments {
  @Field(() => Int, {
    nullable: true,
    description: 'How many, from the beginning: 1 to 100, 20 when left out. Not together with last.',
  })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only what follows this cursor, which must be of the same order and filter.',
  })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many, from the end: 1 to 100. Not together with first.' })
  last?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only what precedes this cursor, which must be of the same order and filter.',
  })
  before?: string | null;
}
