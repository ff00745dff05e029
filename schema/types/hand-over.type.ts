import { Field, Int, ObjectType } from 'type-graphql';
import type { HandOverStrategy } from '../../domain/hand-over.js';
import { HandOverStrategyEnum } from '../enums.js';
import { DateTime } from '../scalars.js';
import { NodeType } from './node.type.js';

@ObjectType('HandOverRun', {
  description: 'One hand-over of everything a person has, and how far it has come. MANAGER.',
  implements: NodeType,
  simpleResolvers: true,
})
export class HandOverRunType extends NodeType {
  @Field(() => Int, { description: 'Open leads that have gone to others.' })
  leads!: number;

  @Field(() => Int, { description: 'Customers that have gone to others, closed deals included.' })
  customers!: number;

  @Field(() => Int, {
    description: 'Open follow-ups that have gone along, or were on what belongs to others; in a pool they end.',
  })
  followUps!: number;

  @Field(() => HandOverStrategyEnum, {
    nullable: true,
    description: 'How it is shared out. Null: everything goes to one person.',
  })
  strategy!: HandOverStrategy | null;

  @Field(() => DateTime, { nullable: true, description: 'When it began. Null: it was only counted.' })
  startedAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When nothing was left. Null: it goes on in the background, or was only counted.',
  })
  finishedAt!: Date | null;
}
