import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Outcome } from '../../commands/command.js';
import { loadSettings } from '../../commands/store/settings.js';
import { ApprovalType } from '../../schema/types/approval.type.js';
import { CustomerType } from '../../schema/types/customer.type.js';
import { DealDeliveryType } from '../../schema/types/deal.type.js';
import { DeadlineType } from '../../schema/types/deadline.type.js';
import { FollowUpType } from '../../schema/types/follow-up.type.js';
import { HandOverRunType } from '../../schema/types/hand-over.type.js';
import { LeadType, SourceType, TouchType } from '../../schema/types/lead.type.js';
import { MergeEffectType } from '../../schema/types/merge.type.js';
import { NotificationType } from '../../schema/types/notification.type.js';
import * as payloads from '../../schema/types/payload.type.js';
import { TeamType, UserType } from '../../schema/types/people.type.js';
import { PilotType } from '../../schema/types/pilot.type.js';
import { PlaybookCheckType, PlaybookType } from '../../schema/types/playbook.type.js';
import { ClaimQuotaType, PoolType } from '../../schema/types/pool.type.js';
import { SettingsType } from '../../schema/types/settings.type.js';
import type { Pool } from '../../domain/pool/pool.js';
import type { Quota } from '../../domain/pool/quota.js';
import type { Context } from '../context.js';
import { customFieldsOf } from '../queries/custom-fields.js';
import { poolRulesOf } from '../queries/pools.js';
import { playbookCheck, type Check } from './check-root.js';
import { named } from './named.js';

const REFUSED = 'Null: it was refused.';
const NO_MERGE = 'Null: it was refused, or is no merge.';

@Resolver(() => payloads.UserPayload)
export class UserPayloadFields {
  @FieldResolver(() => UserType, { nullable: true, description: `The user as it is now. ${REFUSED}` })
  user(@Root() outcome: Outcome, @Ctx() { loaders }: Context) {
    return named(outcome, 'userId', loaders.user);
  }
}

@Resolver(() => payloads.TeamPayload)
export class TeamPayloadFields {
  @FieldResolver(() => TeamType, { nullable: true, description: `The team as it is now. ${REFUSED}` })
  team(@Root() outcome: Outcome, @Ctx() { loaders }: Context) {
    return named(outcome, 'teamId', loaders.team);
  }
}

@Resolver(() => payloads.DeadlinePayload)
export class DeadlinePayloadFields {
  @FieldResolver(() => DeadlineType, { nullable: true, description: `The timer as it is now. ${REFUSED}` })
  deadline(@Root() outcome: Outcome, @Ctx() { loaders }: Context) {
    return named(outcome, 'deadlineId', loaders.deadline);
  }
}

@Resolver(() => payloads.HandOverPayload)
export class HandOverPayloadFields {
  @FieldResolver(() => HandOverRunType, {
    nullable: true,
    description: `The hand-over as far as it has come; small ones are finished. With dryRun what would go; that one is found by no id. ${REFUSED}`,
  })
  handOver(@Root() outcome: Outcome, @Ctx() { loaders }: Context) {
    return outcome.answer['dryRun'] === 1 ? counted(outcome) : named(outcome, 'handOverId', loaders.handOver);
  }
}

@Resolver(() => payloads.PilotPayload)
export class PilotPayloadFields {
  @FieldResolver(() => PilotType, { nullable: true, description: `The pilot as it stands. ${REFUSED}` })
  pilot(@Root() outcome: Outcome, @Ctx() { loaders }: Context) {
    return named(outcome, 'pilotId', loaders.pilot);
  }
}

/** What a hand-over would be, which nobody keeps. */
function counted({ answer: { handOverId: id, ...counts } }: Outcome): object {
  return { ...counts, id, startedAt: null, finishedAt: null };
}

@Resolver(() => payloads.SourcePayload)
export class SourcePayloadFields {
  @FieldResolver(() => SourceType, { nullable: true, description: `The source as it is now. ${REFUSED}` })
  source(@Root() outcome: Outcome, @Ctx() { loaders }: Context) {
    return named(outcome, 'sourceId', loaders.source);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The key that its deliveries need, shown only this once. Null: no new one was made.',
  })
  intakeKey(@Root() { answer }: Outcome) {
    return answer['secret'] ?? null;
  }
}

@Resolver(() => payloads.SettingsPayload)
export class SettingsPayloadFields {
  @FieldResolver(() => SettingsType, { nullable: true, description: `The settings as they are now. ${REFUSED}` })
  settings(@Root() { refusal }: Outcome, @Ctx() { database }: Context) {
    return refusal === null ? loadSettings(database.sql) : null;
  }
}

@Resolver(() => payloads.LeadPayload)
export class LeadPayloadFields {
  @FieldResolver(() => LeadType, {
    nullable: true,
    description:
      'The lead as it is now; with dryRun as it would be, but for what hangs on it. Null: it was refused, no lead was made, or it is no longer the viewer’s to see.',
  })
  lead(@Root() outcome: Outcome, @Ctx() { loaders }: Context) {
    return outcome.foreseen?.lead ?? named(outcome, 'leadId', loaders.lead);
  }

  @FieldResolver(() => MergeEffectType, { nullable: true, description: `What a merge brought. ${NO_MERGE}` })
  merge(@Root() outcome: Outcome): MergeEffectType | null {
    return mergeEffect(outcome);
  }

  @FieldResolver(() => LeadType, {
    nullable: true,
    description: 'The lead that this person already is. Null: somebody new, or not the viewer’s to see.',
  })
  duplicateOf(@Root() outcome: Outcome, @Ctx() { loaders }: Context) {
    return named(outcome, 'duplicateOfLeadId', loaders.lead);
  }

  @FieldResolver(() => CustomerType, {
    nullable: true,
    description: 'The customer that this person already is. Null: none, or not the viewer’s to see.',
  })
  duplicateOfCustomer(@Root() outcome: Outcome, @Ctx() { loaders }: Context) {
    return named(outcome, 'duplicateOfCustomerId', loaders.customer);
  }

  @FieldResolver(() => TouchType, {
    nullable: true,
    description: 'The arrival that was recorded. Null: none was, or not the viewer’s to see.',
  })
  touch(@Root() outcome: Outcome, @Ctx() { loaders }: Context) {
    return named(outcome, 'touchId', loaders.touch);
  }
}

@Resolver(() => payloads.CustomerPayload)
export class CustomerPayloadFields {
  @FieldResolver(() => CustomerType, {
    nullable: true,
    description:
      'The customer as it is now, also where the move was refused and what came along was recorded; with dryRun as it would be, but for what hangs on it. Null: it was refused and nothing changed, it is about a lead only, or the change took it out of the viewer’s sight.',
  })
  customer(@Root() outcome: Outcome, @Ctx() { loaders }: Context) {
    return outcome.foreseen?.customer ?? named(outcome, 'customerId', loaders.customer);
  }

  @FieldResolver(() => LeadType, {
    nullable: true,
    description:
      'The lead that was changed: the one that became the customer, or that stands by itself again. Null: none was, or it is not the viewer’s to see.',
  })
  lead(@Root() outcome: Outcome, @Ctx() { loaders }: Context) {
    return named(outcome, 'leadId', loaders.lead);
  }

  @FieldResolver(() => MergeEffectType, { nullable: true, description: `What a merge brought. ${NO_MERGE}` })
  merge(@Root() outcome: Outcome): MergeEffectType | null {
    return mergeEffect(outcome);
  }
}

@Resolver(() => payloads.DealDeliveryPayload)
export class DealDeliveryPayloadFields {
  @FieldResolver(() => DealDeliveryType, { nullable: true, description: `The delivery as it is now. ${REFUSED}` })
  delivery(@Root() outcome: Outcome, @Ctx() { loaders }: Context) {
    return named(outcome, 'deliveryId', loaders.delivery);
  }
}

@Resolver(() => payloads.ApprovalPayload)
export class ApprovalPayloadFields {
  @FieldResolver(() => ApprovalType, {
    nullable: true,
    description:
      'The request as it is now, also where it was approved and the move was refused. Null: it was refused and nothing was decided, or it is no longer the viewer’s to see.',
  })
  approval(@Root() outcome: Outcome, @Ctx() { loaders }: Context) {
    return named(outcome, 'approvalId', loaders.approval);
  }
}

@Resolver(() => payloads.FollowUpPayload)
export class FollowUpPayloadFields {
  @FieldResolver(() => FollowUpType, {
    nullable: true,
    description:
      'The follow-up as it is now, also where the move was refused and the contact was recorded. Null: it was refused and not recorded, or is no longer the viewer’s to see.',
  })
  followUp(@Root() outcome: Outcome, @Ctx() { loaders }: Context) {
    return named(outcome, 'followUpId', loaders.followUp);
  }

  @FieldResolver(() => CustomerType, {
    nullable: true,
    description:
      'Its customer as it is now. Null: it was refused and nothing changed, it is about a lead, or is not the viewer’s to see.',
  })
  customer(@Root() outcome: Outcome, @Ctx() { loaders }: Context) {
    return named(outcome, 'customerId', loaders.customer);
  }
}

/** What publishing came to, with what was to be published. */
export interface PublishedOutcome extends Outcome {
  readonly definition: unknown;
}

@Resolver(() => payloads.PlaybookPayload)
export class PlaybookPayloadFields {
  @FieldResolver(() => PlaybookType, { nullable: true, description: `The version that was published. ${REFUSED}` })
  playbook(@Root() outcome: Outcome, @Ctx() { loaders }: Context) {
    return named(outcome, 'playbookId', loaders.playbook);
  }

  @FieldResolver(() => PlaybookCheckType, {
    nullable: true,
    description: 'What the check found: why it was refused, or advice. Null: it was refused for another reason.',
  })
  async check(@Root() { refusal, definition }: PublishedOutcome, @Ctx() { database }: Context): Promise<Check | null> {
    if (refusal !== null && refusal.code !== 'PLAYBOOK_INVALID') return null;
    return playbookCheck(definition, await poolRulesOf(database), await customFieldsOf(database));
  }
}

@Resolver(() => payloads.NotificationPayload)
export class NotificationPayloadFields {
  @FieldResolver(() => NotificationType, { nullable: true, description: `The card as it is now. ${REFUSED}` })
  notification(@Root() outcome: Outcome, @Ctx() { loaders }: Context) {
    return named(outcome, 'notificationId', loaders.notification);
  }
}

@Resolver(() => payloads.MarkReadPayload)
export class MarkReadPayloadFields {
  @FieldResolver(() => Int, { description: 'How many were unread and are read now.' })
  read(@Root() { answer }: Outcome): number {
    return Number(answer['read'] ?? 0);
  }
}

/** Leads have neither stages nor quotes. */
function mergeEffect({ answer }: Outcome): MergeEffectType | null {
  if (answer['dryRun'] === undefined) return null;
  const count = (name: keyof MergeEffectType) => Number(answer[name] ?? 0);
  return {
    dryRun: answer['dryRun'] === 1,
    followUps: count('followUps'),
    touches: count('touches'),
    identities: count('identities'),
    stageVisits: count('stageVisits'),
    quotes: count('quotes'),
    contracts: count('contracts'),
    deals: count('deals'),
    leads: count('leads'),
  };
}

@Resolver(() => payloads.ClaimPayload)
export class ClaimPayloadFields {
  @FieldResolver(() => CustomerType, {
    nullable: true,
    description:
      'The customer, who is the caller’s now. Null: it was refused, or the pool holds nobody for the caller.',
  })
  customer(@Root() outcome: Outcome, @Ctx() { loaders }: Context) {
    return outcome.refusal === null ? named(outcome, 'customerId', loaders.customer) : null;
  }

  @FieldResolver(() => ClaimQuotaType, {
    nullable: true,
    description: 'What the caller may still claim from that pool. Null: it was refused.',
  })
  async quota(@Root() outcome: Outcome, @Ctx() { loaders }: Context): Promise<Quota | null> {
    const pool = outcome.refusal === null ? await named(outcome, 'poolId', loaders.pool) : null;
    return pool && loaders.quota.load(pool);
  }
}

@Resolver(() => payloads.PoolPayload)
export class PoolPayloadFields {
  @FieldResolver(() => PoolType, { nullable: true, description: `The pool as it is now. ${REFUSED}` })
  pool(@Root() outcome: Outcome, @Ctx() { loaders }: Context): Promise<Pool | null> | null {
    return outcome.refusal === null ? named(outcome, 'poolId', loaders.pool) : null;
  }
}
