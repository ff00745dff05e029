import 'reflect-metadata';
import { Field, Int, InterfaceType, ObjectType } from 'type-graphql';
import type { DuplicateStanding, RefusalCode, Severity } from '../../domain/refusal.js';
import { DuplicateStandingEnum, RefusalCodeEnum, SeverityEnum } from '../enums.js';
import { DateTime } from '../scalars.js';

type RefusalTypeName =
  | 'TransitionNotAllowed'
  | 'ConditionsUnmet'
  | 'VersionConflict'
  | 'LimitReached'
  | 'DuplicateFound'
  | 'RulesInvalid'
  | 'OtherRefusal';

const TYPE_OF: Readonly<Record<RefusalCode, RefusalTypeName>> = {
  TRANSITION_NOT_ALLOWED: 'TransitionNotAllowed',
  CONDITIONS_UNMET: 'ConditionsUnmet',
  FOLLOW_UP_INCOMPLETE: 'ConditionsUnmet',
  REASON_REQUIRED: 'ConditionsUnmet',
  VERSION_CONFLICT: 'VersionConflict',
  DAILY_CLAIM_LIMIT: 'LimitReached',
  HOLDING_CAP: 'LimitReached',
  CLAIM_COOL_DOWN: 'LimitReached',
  CLAIM_SUSPENDED: 'LimitReached',
  POOL_EMBARGO: 'LimitReached',
  TEST_LIMIT: 'LimitReached',
  DUPLICATE: 'DuplicateFound',
  PLAYBOOK_INVALID: 'RulesInvalid',
  POOL_RULES_INVALID: 'RulesInvalid',
  APPROVAL_REQUIRED: 'OtherRefusal',
  NOT_OWNER: 'OtherRefusal',
  ALREADY_OWNED: 'OtherRefusal',
  NOT_IN_POOL: 'OtherRefusal',
  NOT_POOL_MEMBER: 'OtherRefusal',
  PROTECTED: 'OtherRefusal',
  ALREADY_CLOSED: 'OtherRefusal',
  IDEMPOTENCY_MISMATCH: 'OtherRefusal',
  IN_USE: 'OtherRefusal',
  NO_CONSENT: 'OtherRefusal',
  OPTED_OUT: 'OtherRefusal',
  CHANNEL_NOT_CHOSEN: 'OtherRefusal',
  NOT_FOUND: 'OtherRefusal',
};

@InterfaceType('Refusal', {
  description:
    'The business says no: what was asked for was not done. Switch on `code` or `__typename`, never on the text.',
  resolveType: ({ code }: { readonly code: RefusalCode }) => TYPE_OF[code],
})
export abstract class RefusalType {
  @Field(() => RefusalCodeEnum, { description: 'Why.' })
  code!: RefusalCode;
}

@ObjectType('Guide', {
  description: 'The way to meet a condition, so that a front end can open the right form.',
  simpleResolvers: true,
})
export class GuideType {
  @Field(() => String, { description: 'The mutation that would meet it.' })
  mutation!: string;

  @Field(() => [String], { description: "The fields of the mutation's input to fill in." })
  fields!: readonly string[];
}

@ObjectType('UnmetCondition', {
  description: 'Something that stands in the way, and how to clear it.',
  simpleResolvers: true,
})
export class UnmetConditionType {
  @Field(() => String, { description: 'Code of the condition, e.g. QUOTE_RECEIPT_CONFIRMED.' })
  code!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The input field that would meet it, as a dotted path, e.g. quote.receiptConfirmed. Null: no single field does.',
  })
  field!: string | null;

  @Field(() => Boolean, {
    description: "It may be supplied in the move's own input: a reason, facts, a quote, a follow-up.",
  })
  givenWithMove!: boolean;

  @Field(() => GuideType, { description: 'How to meet it.' })
  guide!: GuideType;
}

@ObjectType('RuleProblem', { description: 'Something wrong in a playbook or in rules.', simpleResolvers: true })
export class RuleProblemType {
  @Field(() => SeverityEnum, { description: 'Whether it keeps the rules from being published.' })
  severity!: Severity;

  @Field(() => String, {
    description: 'Where, as a path into the definition, e.g. stages[2].idle[0].for; empty for the whole.',
  })
  path!: string;

  @Field(() => String, { description: 'What, as a stable code.' })
  code!: string;
}

@ObjectType('TransitionNotAllowed', {
  description: 'The playbook has no such move.',
  implements: RefusalType,
  simpleResolvers: true,
})
export class TransitionNotAllowedType extends RefusalType {
  @Field(() => String, { description: 'Code of the present stage.' })
  from!: string;

  @Field(() => String, { description: 'Code of the stage that was asked for.' })
  to!: string;

  @Field(() => [String], { description: 'Codes of the stages to which the playbook allows a move from here.' })
  allowed!: readonly string[];
}

@ObjectType('ConditionsUnmet', {
  description: 'Something is missing: all of it, at once.',
  implements: RefusalType,
  simpleResolvers: true,
})
export class ConditionsUnmetType extends RefusalType {
  @Field(() => [UnmetConditionType], { description: "Everything that is missing, in the playbook's order." })
  unmet!: readonly UnmetConditionType[];
}

@ObjectType('VersionConflict', {
  description: 'Somebody was faster. Nothing was overwritten: read again and decide anew.',
  implements: RefusalType,
  simpleResolvers: true,
})
export class VersionConflictType extends RefusalType {
  @Field(() => Int, { description: 'The version that was sent.' })
  expected!: number;

  @Field(() => Int, { description: 'The version it has now.' })
  current!: number;
}

@ObjectType('LimitReached', {
  description: 'A limit holds it back for now: of the pool, or of how often something may be done.',
  implements: RefusalType,
  simpleResolvers: true,
})
export class LimitReachedType extends RefusalType {
  @Field(() => Int, { nullable: true, description: 'The limit. Null: it is a time, not a number.' })
  limit!: number | null;

  @Field(() => Int, { nullable: true, description: 'How much of the limit is used. Null: it is a time, not a number.' })
  used!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When to try again. Null: no time will help by itself.' })
  retryAt!: Date | string | null;
}

@ObjectType('DuplicateFound', {
  description: 'Somebody with these contact details is known already. Never tells whose they are.',
  implements: RefusalType,
  simpleResolvers: true,
})
export class DuplicateFoundType extends RefusalType {
  @Field(() => DuplicateStandingEnum, { description: 'How the known one stands.' })
  standing!: DuplicateStanding;
}

@ObjectType('RulesInvalid', {
  description: 'The rules have errors and were not published.',
  implements: RefusalType,
  simpleResolvers: true,
})
export class RulesInvalidType extends RefusalType {
  @Field(() => [RuleProblemType], { description: 'Everything that is wrong, warnings included.' })
  problems!: readonly RuleProblemType[];
}

@ObjectType('OtherRefusal', {
  description: 'A refusal whose code says what it is.',
  implements: RefusalType,
  simpleResolvers: true,
})
export class OtherRefusalType extends RefusalType {
  @Field(() => String, {
    nullable: true,
    description: 'Path of what in the input stands in the way, e.g. customFields[2].type. Null: not one field alone.',
  })
  field?: string | null;
}
