import { ApprovalFields } from './approval.resolver.js';
import { CustomFieldFields, CustomFieldOptionFields } from './custom-field.resolver.js';
import { CustomerFactsFields, QuoteFields, StageVisitFields, TransitionFields } from './customer-parts.resolver.js';
import { CustomerQueries } from './customer-queries.resolver.js';
import { ContributorFields, CustomerFields } from './customer.resolver.js';
import {
  ChecklistItemFields,
  DealDeliveryFields,
  DealFields,
  InstalmentFields,
  PaymentFields,
} from './deal.resolver.js';
import { DeadlineFields } from './deadline.resolver.js';
import { EventFields } from './event.resolver.js';
import { FollowUpFields } from './follow-up.resolver.js';
import { FunnelFields, FunnelStepFields } from './funnel.resolver.js';
import { HandOverRunFields } from './hand-over.resolver.js';
import { LeadQueries } from './lead-queries.resolver.js';
import { LeadFields, ScoreReasonFields } from './lead.resolver.js';
import { NodeQueries } from './node.resolver.js';
import { NotificationFields } from './notification.resolver.js';
import { PageInfoFields, totalCounts } from './page.resolver.js';
import * as payloads from './payload.resolver.js';
import { TeamFields, UserFields } from './people.resolver.js';
import {
  ListEntryFields,
  NextStepFields,
  PlaybookFields,
  PlaybookTemplates,
  StageFields,
  TimetableRowFields,
} from './playbook.resolver.js';
import { PlannedPoolChangeFields, PoolFields, PoolHitFields, PoolPreviewFields } from './pool.resolver.js';
import { ReasonFields } from './reason.resolver.js';
import { GuideFields, RefusalFields, RuleProblemFields, UnmetConditionFields } from './refusal.resolver.js';
import * as pilots from './pilot.resolver.js';
import { MonthlyReviewFields } from './monthly-review.resolver.js';
import * as stageReviews from './stage-review.resolver.js';
import * as reports from './report.resolver.js';
import { SearchFields } from './search.resolver.js';
import { SettingsFields, SettingsQueries } from './settings.resolver.js';
import { SimulatedEffectFields, SimulatedReclaimsFields, SimulationFields } from './simulation.resolver.js';
import {
  CustomerSuggestions,
  FollowUpSuggestionsFields,
  GiveUpProposalFields,
  LeadSuggestions,
  NextDateFields,
  PhraseFields,
} from './suggestion.resolver.js';
import { TimerHealthQueries } from './timer-health.resolver.js';
import { TouchFields } from './touch.resolver.js';
import { WorkbenchFields } from './workbench.resolver.js';

/** Every class that answers queries, or fields that are more than a column. */
export const reads = [
  ApprovalFields,
  ChecklistItemFields,
  CustomFieldFields,
  CustomFieldOptionFields,
  CustomerFactsFields,
  ContributorFields,
  CustomerFields,
  CustomerQueries,
  CustomerSuggestions,
  DealDeliveryFields,
  DealFields,
  DeadlineFields,
  EventFields,
  FollowUpFields,
  FollowUpSuggestionsFields,
  GiveUpProposalFields,
  GuideFields,
  HandOverRunFields,
  InstalmentFields,
  LeadFields,
  LeadQueries,
  LeadSuggestions,
  ListEntryFields,
  MonthlyReviewFields,
  NextDateFields,
  NextStepFields,
  NodeQueries,
  NotificationFields,
  PageInfoFields,
  PaymentFields,
  PhraseFields,
  PlaybookFields,
  PlaybookTemplates,
  PlannedPoolChangeFields,
  PoolHitFields,
  PoolPreviewFields,
  PoolFields,
  QuoteFields,
  ReasonFields,
  RefusalFields,
  RuleProblemFields,
  ScoreReasonFields,
  SearchFields,
  SettingsFields,
  SettingsQueries,
  SimulatedEffectFields,
  SimulatedReclaimsFields,
  SimulationFields,
  StageFields,
  TimetableRowFields,
  StageVisitFields,
  TeamFields,
  TimerHealthQueries,
  TouchFields,
  TransitionFields,
  UnmetConditionFields,
  UserFields,
  FunnelFields,
  FunnelStepFields,
  ...Object.values(pilots),
  ...Object.values(stageReviews),
  ...Object.values(reports),
  WorkbenchFields,
  ...Object.values(payloads),
  ...totalCounts,
];
