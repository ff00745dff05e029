import { dueAfter } from '../calendar.js';
import { event, set } from '../change.js';
import type { WantedDeadline } from '../deadline/deadline.js';
import { refuse, type Call, type Decision } from '../decision.js';
import { subjectRefusal } from '../follow-up/rights.js';
import { message, span } from '../message.js';
import { findStage, outcomeOf, type StageDefinition } from '../playbook/playbook.js';
import { acceptFor } from '../settle.js';
import type { CustomerFile } from './customer.js';

/** Winning and losing ask for a review (复盘): what made the difference. It is asked for, and holds no move up. */
export const asksForReview = (stage: StageDefinition): boolean => ['WON', 'LOST'].includes(outcomeOf(stage));

/** Where a review's timer stands in the playbook. */
export const reviewRuleName = (stage: string): string => `stages.${stage}.review`;

/** Writes down why the customer was won or lost, in the history of the stage it stands in; the latest words stand. */
export function decideReview(file: CustomerFile, note: string, call: Call): Decision {
  const refusal = subjectRefusal(file, call);
  if (refusal) return refuse(refusal);
  const { visit, customer } = file;
  if (!visit || !reviewedStage(file)) return refuse(notClosed());
  if (visit.note === note) return acceptFor(file, [], call, {});
  const changes = [
    set('StageVisit', visit.id, { note }),
    event('CUSTOMER_CHANGED', {
      customerId: customer.id,
      changes: [{ field: 'review', old: visit.note, new: note }],
      data: { stage: visit.stage },
    }),
  ];
  return acceptFor(file, changes, call, {});
}

/** The stage that the open visit is to, where it asks for a review. */
function reviewedStage({ visit, playbook }: CustomerFile): StageDefinition | null {
  const stage = visit ? findStage(playbook, visit.stage) : undefined;
  return stage && asksForReview(stage) ? stage : null;
}

const notClosed = () => ({
  code: 'CONDITIONS_UNMET' as const,
  unmet: [
    {
      code: 'WON_OR_LOST',
      field: null,
      message: message('UNMET_WON_OR_LOST'),
      givenWithMove: false,
      guide: { mutation: 'advanceCustomer', fields: ['to', 'note'], title: message('GUIDE_WON_OR_LOST') },
    },
  ],
});

/** Whoever won or lost a customer without a word is asked for it once. */
export function reviewDeadlines(file: CustomerFile): readonly WantedDeadline[] {
  const { customer, visit, playbook, calendar } = file;
  const stage = reviewedStage(file);
  if (!visit || !stage || customer.ownerId === null || visit.note?.trim()) return [];
  return [
    {
      kind: 'STAGE_ACTION',
      subject: customer.id,
      rule: reviewRuleName(stage.code),
      step: 0,
      customerId: customer.id,
      leadId: null,
      followUpId: null,
      dueAt: dueAfter(visit.enteredAt, playbook.deal.reviewWithin, 'CLOCK', calendar),
      because: message('BECAUSE_REVIEW', { stage: stage.label, span: span(playbook.deal.reviewWithin) }),
      onlyAhead: true,
    },
  ];
}
