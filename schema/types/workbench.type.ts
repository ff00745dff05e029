import { Field, ObjectType } from 'type-graphql';
import { Cursor } from '../scalars.js';

@ObjectType('Workbench', {
  description: 'What somebody has to do now, the most urgent first.',
  simpleResolvers: true,
})
export class WorkbenchType {
  @Field(() => Cursor, {
    description: "The event log's position before it was read: whoever goes on from here misses no change.",
  })
  cursor!: string;
}
