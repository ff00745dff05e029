import { ApprovalType } from './approval.type.js';
import { CustomerType } from './customer.type.js';
import { DeadlineType } from './deadline.type.js';
import { EventType } from './event.type.js';
import { FollowUpType } from './follow-up.type.js';
import { ImportRunType } from './import.type.js';
import { LeadType, TouchType } from './lead.type.js';
import { NotificationType } from './notification.type.js';
import { connectionOf } from './page.type.js';
import { UserType } from './people.type.js';
import { LeakType } from './report.type.js';

export const { Connection: UserConnection, Edge: UserEdge } = connectionOf(UserType, 'User', 'users');
export const { Connection: LeadConnection, Edge: LeadEdge } = connectionOf(LeadType, 'Lead', 'leads');
export const { Connection: TouchConnection, Edge: TouchEdge } = connectionOf(TouchType, 'Touch', 'touches');
export const { Connection: CustomerConnection, Edge: CustomerEdge } = connectionOf(
  CustomerType,
  'Customer',
  'customers',
);
export const { Connection: FollowUpConnection, Edge: FollowUpEdge } = connectionOf(
  FollowUpType,
  'FollowUp',
  'follow-ups',
);
export const { Connection: DeadlineConnection, Edge: DeadlineEdge } = connectionOf(DeadlineType, 'Deadline', 'timers');
export const { Connection: NotificationConnection, Edge: NotificationEdge } = connectionOf(
  NotificationType,
  'Notification',
  'notifications',
);
export const { Connection: EventConnection, Edge: EventEdge } = connectionOf(EventType, 'Event', 'events');
export const { Connection: ApprovalConnection, Edge: ApprovalEdge } = connectionOf(
  ApprovalType,
  'Approval',
  'requests to approve a move',
);
export const { Connection: LeakConnection, Edge: LeakEdge } = connectionOf(LeakType, 'Leak', 'leaks');
export const { Connection: ImportRunConnection, Edge: ImportRunEdge } = connectionOf(
  ImportRunType,
  'ImportRun',
  'imports',
);
