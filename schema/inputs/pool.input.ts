import { Field, ID, InputType, Int } from 'type-graphql';
import type { PoolKind } from '../../domain/pool/pool.js';
import { PoolKindEnum } from '../enums.js';
import { DateTime, Json } from '../scalars.js';
import { KeyedInput } from './keyed.input.js';
import { CODE, NAME, NOTE, ChangedText, Entries, Ids, JsonObject, OptionalText, Text } from './limits.js';

const TEAMS = 100;
/** Customers in one bulk call. */
const MOST = 100;
const INTO_WHICH = 'Into which pool; one that the caller doesn’t see is NOT_FOUND, one for leads BAD_USER_INPUT.';
const OR_PUBLIC = `${INTO_WHICH} Null: the public one of the owner’s team.`;
const RULES = 64 * 1024;
const RULES_DESCRIPTION = `The rules, as an object; their JSON Schema is data/pool.schema.json, and whatever is left out is as the product ships it. At most ${RULES} characters.`;

@InputType('ClaimCustomerInput', { description: 'A customer to take from its pool.' })
export class ClaimCustomerInput extends KeyedInput {
  @Field(() => ID, { description: 'Whom.' })
  customerId!: string;
}

@InputType('ClaimNextInput', { description: 'The pool to take the best customer from.' })
export class ClaimNextInput extends KeyedInput {
  @Field(() => ID, { description: 'Which pool.' })
  poolId!: string;
}

/** Whom a bulk call is about. */
const Customers = () => Ids(MOST, `Whom: at least one, at most ${MOST}. One that stands twice counts once.`);

@InputType('ClaimCustomersInput', { description: 'Customers to take from their pools.' })
export class ClaimCustomersInput extends KeyedInput {
  @Customers()
  customerIds!: readonly string[];
}

@InputType()
abstract class ReleaseFields extends KeyedInput {
  @Field(() => ID, { nullable: true, description: OR_PUBLIC })
  poolId?: string | null;

  @Text(CODE, 'The code of a reason of kind RELEASE that holds for the customer: `reasons` with its `customerId`.')
  reason!: string;

  @OptionalText(NOTE, 'What else there is to say. Null: nothing, unless the reason asks for a note.')
  note?: string | null;
}

@InputType('ReleaseCustomerInput', { description: 'A customer to put back.' })
export class ReleaseCustomerInput extends ReleaseFields {
  @Field(() => ID, { description: 'Whom.' })
  customerId!: string;
}

@InputType('ReleaseCustomersInput', { description: 'Customers to put back, all for one reason.' })
export class ReleaseCustomersInput extends ReleaseFields {
  @Customers()
  customerIds!: readonly string[];
}

@InputType()
abstract class AssignmentFields extends KeyedInput {
  @Field(() => ID, {
    description:
      'Who gets it; somebody outside the caller’s scope is NOT_FOUND, somebody who is no longer active BAD_USER_INPUT.',
  })
  toUserId!: string;
}

@InputType('AssignFromPoolInput', { description: 'Who gets a pooled customer.' })
export class AssignFromPoolInput extends AssignmentFields {
  @Field(() => ID, { description: 'Whom.' })
  customerId!: string;
}

@InputType('AssignCustomersFromPoolInput', { description: 'Who gets pooled customers.' })
export class AssignCustomersFromPoolInput extends AssignmentFields {
  @Customers()
  customerIds!: readonly string[];
}

@InputType()
abstract class IntoPoolFields extends KeyedInput {
  @Field(() => ID, { description: INTO_WHICH })
  poolId!: string;
}

@InputType('MoveToPoolInput', { description: 'The pool that a customer goes to.' })
export class MoveToPoolInput extends IntoPoolFields {
  @Field(() => ID, { description: 'Whom.' })
  customerId!: string;
}

@InputType('MoveCustomersToPoolInput', { description: 'The pool that customers go to.' })
export class MoveCustomersToPoolInput extends IntoPoolFields {
  @Customers()
  customerIds!: readonly string[];
}

@InputType()
abstract class ProtectionFields extends KeyedInput {
  @Field(() => Boolean, {
    description:
      'True: nothing takes it back where the pool’s `exempt` lists PROTECTED, as shipped, and nobody releases it. False: the rules hold again.',
  })
  protected!: boolean;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the protection ends by itself. Null: when somebody takes it back.',
  })
  until?: Date | null;

  @Text(NOTE, 'Why.')
  note!: string;
}

@InputType('ProtectCustomerInput', { description: 'Whether a superior protects a customer from being taken back.' })
export class ProtectCustomerInput extends ProtectionFields {
  @Field(() => ID, { description: 'Whom.' })
  customerId!: string;
}

@InputType('ProtectCustomersInput', { description: 'Whether a superior protects customers from being taken back.' })
export class ProtectCustomersInput extends ProtectionFields {
  @Customers()
  customerIds!: readonly string[];
}

@InputType('ObjectInput', { description: 'An owner’s objection to a reclaim.' })
export class ObjectInput extends KeyedInput {
  @Field(() => ID, { description: 'Whom they want to keep.' })
  customerId!: string;

  @Text(NOTE, 'Why; the superior reads it.')
  note!: string;
}

@InputType('CreatePoolInput', { description: 'A new pool.' })
export class CreatePoolInput extends KeyedInput {
  @Text(NAME, 'What people call it; unique.')
  name!: string;

  @Field(() => PoolKindEnum, { description: 'What it holds; that stays.' })
  kind!: PoolKind;

  @Field(() => [ID], {
    nullable: true,
    description: `The teams it is open to. Null or empty: all. At most ${TEAMS}.`,
  })
  @Entries(TEAMS, CODE)
  teamIds?: string[] | null;

  @Field(() => Json, { description: RULES_DESCRIPTION })
  @JsonObject(RULES)
  rules!: unknown;
}

@InputType('UpdatePoolInput', { description: 'What changes of a pool; what is left out stays.' })
export class UpdatePoolInput extends KeyedInput {
  @Field(() => ID, { description: 'Which pool.' })
  poolId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The version that was seen; another one now is refused with VERSION_CONFLICT. Null: any.',
  })
  version?: number | null;

  @ChangedText(NAME, 'Its new name; unique.')
  name?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: `The teams it is open to from now on; empty: all. Null or left out: unchanged. At most ${TEAMS}.`,
  })
  @Entries(TEAMS, CODE)
  teamIds?: string[] | null;

  @Field(() => Json, { nullable: true, description: `${RULES_DESCRIPTION} Null or left out: unchanged.` })
  @JsonObject(RULES)
  rules?: unknown;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When the change is made, within seconds; it takes the place of one that was planned before. Null or left out: now, and what is planned stays planned.',
  })
  at?: Date | null;
}

@InputType('CancelPoolChangeInput', { description: 'A planned change that isn’t to be made.' })
export class CancelPoolChangeInput extends KeyedInput {
  @Field(() => ID, { description: 'Of which pool.' })
  poolId!: string;
}
