import { Field, ID, Int, ObjectType } from 'type-graphql';
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
  @Field(() => Int, {
    description: 'Grows with whatever is changed or planned of it; updatePool takes the one that was seen.',
  })
  version!: number;

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

@ObjectType('PlannedPoolChange', {
  description: 'A change of a pool that is made at a stated time: updatePool with `at`.',
  simpleResolvers: true,
})
export class PlannedPoolChangeType {
  @Field(() => DateTime, { description: 'When it is made.' })
  at!: Date;

  @Field(() => String, { nullable: true, description: 'The new name. Null: as it is.' })
  name!: string | null;

  @Field(() => [ID], { nullable: true, description: 'Ids of the teams it is open to then; empty: all. Null: as now.' })
  teamIds!: string[] | null;

  @Field(() => Json, { nullable: true, description: 'The new rules, whole. Null: as they are.' })
  rules!: unknown;

  @Field(() => DateTime, { description: 'When it was planned.' })
  plannedAt!: Date;
}

@ObjectType('PoolHit', { description: 'A customer whom a change of a pool would hit.', simpleResolvers: true })
export class PoolHitType {
  @Field(() => DateTime, {
    nullable: true,
    description: 'When silence takes it from its owner as the rules are, if nothing else happens. Null: nothing does.',
  })
  nowAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The same with the change, its owner being warned in time. Null: nothing does any more.',
  })
  thenAt!: Date | null;
}

@ObjectType('PoolPreview', {
  description: 'Whom a change of a pool would hit, counted over all owned customers as they stand now.',
  simpleResolvers: true,
})
export class PoolPreviewType {
  @Field(() => DateTime, { description: 'As of when.' })
  asOf!: Date;

  @Field(() => Int, { description: 'How many owned customers were asked.' })
  customers!: number;

  @Field(() => Int, { description: 'Would be taken back sooner than now.' })
  sooner!: number;

  @Field(() => Int, { description: 'Would be taken back later than now.' })
  later!: number;

  @Field(() => Int, { description: 'Would be taken back, which nothing does now.' })
  newly!: number;

  @Field(() => Int, { description: 'Would no longer be taken back at all.' })
  noLonger!: number;
}

@ObjectType('ClaimQuota', {
  description:
    'What somebody may still claim from a pool. Claims of customers and of leads count by the organisation’s local day, from all pools together; a claim that was refused costs nothing, a release gives nothing back, and what a superior assigns is no claim.',
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
