import { Field, ObjectType } from 'type-graphql';
import type { Answer, Foreseen } from '../../domain/decision.js';
import { Cursor } from '../scalars.js';
import { RefusalType } from './refusal.type.js';

/** Wraps the outcome of a command; the objects that it changed are looked up by the ids in its answer. */
@ObjectType({ simpleResolvers: true })
export abstract class PayloadType {
  /** Ids of what was made or changed. Not part of the API. */
  answer!: Answer;

  @Field(() => RefusalType, {
    nullable: true,
    description:
      'Why it was refused; null when it was done. Nothing changed then, except where a mutation says that what came along is recorded all the same.',
  })
  refusal!: RefusalType | null;

  @Field(() => Cursor, {
    nullable: true,
    description: "The event log's position after this change; null when nothing changed.",
  })
  cursor!: string | null;

  /** Of a call that only tried out: what it changed, as it would stand. Not part of the API. */
  foreseen?: Foreseen;
}

@ObjectType('UserPayload', { description: 'The answer to a change of a user.', simpleResolvers: true })
export class UserPayload extends PayloadType {}

@ObjectType('TeamPayload', { description: 'The answer to a change of a team.', simpleResolvers: true })
export class TeamPayload extends PayloadType {}

@ObjectType('ApiKeyPayload', { description: 'The answer to a change of an API key.', simpleResolvers: true })
export class ApiKeyPayload extends PayloadType {}

@ObjectType('WebhookPayload', { description: 'The answer to a change of a webhook.', simpleResolvers: true })
export class WebhookPayload extends PayloadType {}

@ObjectType('RemoveWebhookPayload', { description: 'The answer to removing a webhook.', simpleResolvers: true })
export class RemoveWebhookPayload extends PayloadType {}

@ObjectType('DeliveryPayload', {
  description: 'The answer to sending something, again or as a test.',
  simpleResolvers: true,
})
export class DeliveryPayload extends PayloadType {}

@ObjectType('PilotPayload', { description: 'The answer to a change of a pilot.', simpleResolvers: true })
export class PilotPayload extends PayloadType {}

@ObjectType('HandOverPayload', { description: 'The answer to a hand-over.', simpleResolvers: true })
export class HandOverPayload extends PayloadType {}

@ObjectType('SourcePayload', { description: 'The answer to a change of a source.', simpleResolvers: true })
export class SourcePayload extends PayloadType {}

@ObjectType('SettingsPayload', { description: 'The answer to a change of the settings.', simpleResolvers: true })
export class SettingsPayload extends PayloadType {}

@ObjectType('LeadPayload', { description: 'The answer to a change of a lead.', simpleResolvers: true })
export class LeadPayload extends PayloadType {}

@ObjectType('CustomerPayload', { description: 'The answer to a change of a customer.', simpleResolvers: true })
export class CustomerPayload extends PayloadType {}

@ObjectType('DealDeliveryPayload', { description: 'The answer to a change of a delivery.', simpleResolvers: true })
export class DealDeliveryPayload extends PayloadType {}

@ObjectType('ApprovalPayload', {
  description: 'The answer to a request for approval, and to its decision.',
  simpleResolvers: true,
})
export class ApprovalPayload extends PayloadType {}

@ObjectType('DeadlinePayload', { description: 'The answer to a change of a timer.', simpleResolvers: true })
export class DeadlinePayload extends PayloadType {}

@ObjectType('RetryDeadlinesPayload', {
  description: 'The answer to arming parked timers again.',
  simpleResolvers: true,
})
export class RetryDeadlinesPayload extends PayloadType {}

@ObjectType('FollowUpPayload', { description: 'The answer to a change of a follow-up.', simpleResolvers: true })
export class FollowUpPayload extends PayloadType {}

@ObjectType('PlaybookPayload', { description: 'The answer to publishing a playbook.', simpleResolvers: true })
export class PlaybookPayload extends PayloadType {}

@ObjectType('NotificationPayload', {
  description: 'The answer to a reaction to a notification.',
  simpleResolvers: true,
})
export class NotificationPayload extends PayloadType {}

@ObjectType('MarkReadPayload', { description: 'The answer to marking notifications as read.', simpleResolvers: true })
export class MarkReadPayload extends PayloadType {}

@ObjectType('UploadPayload', { description: 'The answer to announcing a file.', simpleResolvers: true })
export class UploadPayload extends PayloadType {}

@ObjectType('ImportPayload', { description: 'The answer to a change of an import.', simpleResolvers: true })
export class ImportPayload extends PayloadType {}

@ObjectType('ExportPayload', { description: 'The answer to an export.', simpleResolvers: true })
export class ExportPayload extends PayloadType {}

@ObjectType('ClaimPayload', { description: 'The answer to a claim.', simpleResolvers: true })
export class ClaimPayload extends PayloadType {}

@ObjectType('PoolPayload', { description: 'The answer to a change of a pool.', simpleResolvers: true })
export class PoolPayload extends PayloadType {}
