import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('MergeEffect', {
  description: 'What a merge brought to the survivor, or would bring, counted over all that were merged.',
  simpleResolvers: true,
})
export class MergeEffectType {
  @Field(() => Boolean, { description: 'True: it was only tried out, and nothing has changed.' })
  dryRun!: boolean;

  @Field(() => Int, { description: 'Follow-ups, open and past, those included that the merge calls off.' })
  followUps!: number;

  @Field(() => Int, { description: 'Arrivals through sources.' })
  touches!: number;

  @Field(() => Int, {
    description: 'Phone numbers, e-mail addresses and WeChat ids by which the survivor is recognised from now on.',
  })
  identities!: number;

  @Field(() => Int, { description: 'Stays in stages. Of leads: 0.' })
  stageVisits!: number;

  @Field(() => Int, { description: 'Quotes. Of leads: 0.' })
  quotes!: number;

  @Field(() => Int, { description: 'Contract files. Of leads: 0.' })
  contracts!: number;

  @Field(() => Int, { description: 'Deals, with their payments and delivery. Of leads: 0.' })
  deals!: number;

  @Field(() => Int, { description: 'Leads that had become one of these customers. Of leads: 0.' })
  leads!: number;
}
