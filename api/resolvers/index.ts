import type { NonEmptyArray } from 'type-graphql';
import { ApiKeyFields, ApiKeyMutations, ApiKeyPayloadFields } from './api-key.resolver.js';
import { ApprovalMutations } from './approval.resolver.js';
import { CustomerMutations } from './customer-mutations.resolver.js';
import { DeadlineMutations, RetryDeadlinesPayloadFields } from './deadline.resolver.js';
import { DealMutations } from './deal-mutations.resolver.js';
import { ExportPayloadFields, Exports } from './export.resolver.js';
import { FileFields, FileMutations, UploadPayloadFields } from './file.resolver.js';
import { FollowUpMutations } from './follow-up-mutations.resolver.js';
import { HandOverMutations } from './hand-over-mutations.resolver.js';
import { ImportPayloadFields, ImportRunFields, Imports } from './import.resolver.js';
import { LeadMutations } from './lead-mutations.resolver.js';
import { MergeMutations } from './merge-mutations.resolver.js';
import {
  LeadNurtureFields,
  NurtureMutations,
  NurtureChannelFields,
  NurtureChannelPayloadFields,
  NurtureSendFields,
} from './nurture.resolver.js';
import { NotificationMutations } from './notification-mutations.resolver.js';
import { NotificationSettingsMutations, UserNotificationFields } from './notification-settings.resolver.js';
import { PeopleMutations } from './people-mutations.resolver.js';
import { PilotMutations } from './pilot-mutations.resolver.js';
import { PlaybookMutations } from './playbook-mutations.resolver.js';
import { PoolBulkMutations } from './pool-bulk.resolver.js';
import { PoolMutations } from './pool-mutations.resolver.js';
import { reads } from './reads.js';
import { Sessions } from './session.resolver.js';
import { SettingsMutations } from './settings.resolver.js';
import {
  DeliveryFields,
  DeliveryPayloadFields,
  WebhookFields,
  WebhookMutations,
  RemoveWebhookPayloadFields,
  WebhookPayloadFields,
} from './webhook.resolver.js';
import { Subscriptions } from './subscriptions.resolver.js';
import { WecomPeople } from './wecom.resolver.js';

type ResolverClass = abstract new (...args: never[]) => object;

/** Every class that answers fields: what isn't here isn't served. */
export const resolvers: NonEmptyArray<ResolverClass> = [
  ApiKeyFields,
  ApiKeyMutations,
  ApiKeyPayloadFields,
  ApprovalMutations,
  CustomerMutations,
  DeadlineMutations,
  DealMutations,
  ExportPayloadFields,
  Exports,
  FileFields,
  FileMutations,
  FollowUpMutations,
  HandOverMutations,
  ImportPayloadFields,
  ImportRunFields,
  Imports,
  LeadMutations,
  MergeMutations,
  LeadNurtureFields,
  NotificationMutations,
  NotificationSettingsMutations,
  NurtureChannelFields,
  NurtureChannelPayloadFields,
  NurtureMutations,
  NurtureSendFields,
  PeopleMutations,
  PilotMutations,
  PlaybookMutations,
  PoolBulkMutations,
  PoolMutations,
  RetryDeadlinesPayloadFields,
  Sessions,
  SettingsMutations,
  Subscriptions,
  WecomPeople,
  UploadPayloadFields,
  UserNotificationFields,
  WebhookFields,
  WebhookMutations,
  RemoveWebhookPayloadFields,
  WebhookPayloadFields,
  DeliveryFields,
  DeliveryPayloadFields,
  ...reads,
];
