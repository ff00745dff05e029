import { Field, ObjectType } from 'type-graphql';
import type { PoolKind } from '../../domain/pool/pool.js';
import { PoolKindEnum } from '../enums.js';
import { Json } from '../scalars.js';
import { NodeType } from './node.type.js';

@ObjectType('Pool', {
  description: 'A place for leads or customers that nobody owns.',
  implements: NodeType,
  simpleResolvers: true,
})
export class PoolType extends NodeType {
  @Field(() => String, { description: 'What people call it; unique.' })
  name!: string;

  @Field(() => PoolKindEnum, { description: 'What it holds.' })
  kind!: PoolKind;

  @Field(() => Json, {
    description:
      'Its rules, as an object; what it doesn’t say itself is as the product ships it. Their JSON Schema is data/pool.schema.json.',
  })
  rules!: unknown;
}
