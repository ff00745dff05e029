import { Field, ID, ObjectType } from 'type-graphql';
import { Cursor } from '../scalars.js';
import { RefusalType } from './refusal.type.js';

@ObjectType('BulkItem', { description: 'What became of one of many.', simpleResolvers: true })
export class BulkItemType {
  @Field(() => ID, { description: 'Which one, by the id that was given where ids were.' })
  id!: string;

  @Field(() => RefusalType, { nullable: true, description: 'Why this one was refused; null when it was done.' })
  refusal!: RefusalType | null;
}

@ObjectType('BulkPayload', {
  description: 'The answer to a change of many: each is done or refused on its own.',
  simpleResolvers: true,
})
export class BulkPayload {
  @Field(() => [BulkItemType], {
    description:
      'A result for each id that was given, in that order, repeated ones once; of migrateCustomers, which is given none, for each customer that followed another version. None where the whole was refused.',
  })
  items!: readonly BulkItemType[];

  @Field(() => RefusalType, {
    nullable: true,
    description: 'Why the whole was refused; null otherwise, also where some items were.',
  })
  refusal!: RefusalType | null;

  @Field(() => Cursor, {
    nullable: true,
    description: "The event log's position after the last change; null when nothing changed.",
  })
  cursor!: string | null;
}
