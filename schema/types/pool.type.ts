import { Field, Int, ObjectType } from 'type-graphql';
import type { PoolKind } from '../../domain/pool/pool.js';
import { PoolKindEnum } from '../enums.js';
import { DateTime, Json } from '../scalars.js';
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

@ObjectType('ClaimQuota', {
  description:
    'What somebody may still claim from a pool. Claims count by the organisation’s local day, from all pools together; a claim that was refused costs nothing, a release gives nothing back, and what a superior assigns is no claim.',
  simpleResolvers: true,
})
export class ClaimQuotaType {
  @Field(() => Int, {
    nullable: true,
    description:
      'Claims a day: the pool’s limit, less one for each first contact missed while the pool remembers it, but at least one. Null: no limit.',
  })
  dailyLimit!: number | null;

  @Field(() => Int, { description: 'Claims of today.' })
  claimedToday!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'With so many open customers nobody claims more. Null: no limit.',
  })
  holdingCap!: number | null;

  @Field(() => Int, { description: 'Open customers held now, without those in stages that the pool leaves out.' })
  held!: number;

  @Field(() => DateTime, { description: 'When the local day is over and claims count anew.' })
  resetsAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when too many missed first contacts keep them from claiming. Null: not suspended.',
  })
  suspendedUntil!: Date | null;
}
