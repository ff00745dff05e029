import type { PerformanceNumber } from '../../domain/report/report.js';
import { isFrom, under, within, type Question } from './asked.js';
import { contactsOf } from './contacts.js';
import type { Contact, History, Holding } from './history-types.js';
import { customers, idsOf, leads, type Ids } from './ids.js';
import { obligationsOf } from './obligations.js';
import { daysOf, isAskedFor, isForward, isLost, leadIsFrom, ownTime, responseTo, slowestOf } from './performance.js';
import { firstWinOf } from './wins.js';

/** Who stands behind each number of a person's performance. */
export function performanceIds(
  history: History,
  question: Question,
  userId: string,
): Readonly<Record<PerformanceNumber, Ids>> {
  const stays = history.stays.filter(
    (stay) => stay.ownerId === userId && isFrom(history, question, stay.customerId) && under(question, stay.playbookId),
  );
  const came = stays.filter((stay) => within(stay.at, question));
  const holdings = history.holdings.filter(({ ownerId }) => ownerId === userId);
  const contacts = contactsOf(history, question).filter(({ byId }) => byId === userId);
  const owed = obligationsOf(history, question).filter(({ ownerId }) => ownerId === userId);
  const claims = history.claims.filter(
    (claim) => claim.userId === userId && within(claim.dueAt, question) && isFrom(history, question, claim.customerId),
  );
  const answered = holdings.filter((one) => responseTo(history, question, one).length > 0);
  const slowest = slowestOf(history, question, stays);
  const theirs = holdings.filter((one) => (one.isLead ? leadIsFrom : isAskedFor)(history, question, one));
  const contacted = (some: readonly Contact[]): Ids => ({
    customers: some.map(({ customerId }) => customerId),
    leads: some.map(({ customerId, leadId }) => (customerId === null ? leadId : null)),
  });
  return {
    NEW_LEADS: leads(theirs.filter((one) => one.isLead && within(one.at, question)).map(subject)),
    NEW_CUSTOMERS: customers(
      theirs.filter((one) => one.cause === 'CUSTOMER_CREATED' && within(one.at, question)).map(subject),
    ),
    WON: idsOf(came.filter((stay) => firstWinOf(history, stay.customerId) === stay)),
    LOST: idsOf(came.filter((stay) => isLost(history, stay))),
    FOLLOW_UPS: contacted(contacts),
    CONTACT_DURATION: contacted(contacts.filter(({ minutes }) => minutes !== null)),
    HELD: customers(theirs.filter((one) => !one.isLead && daysOf(history, question, one) > 0).map(subject)),
    DUE: idsOf(owed),
    ON_TIME: idsOf(owed.filter(({ onTime }) => onTime)),
    LEAKED: idsOf(owed.filter(({ leaked }) => leaked)),
    FIRST_RESPONSE: {
      customers: answered.filter(({ isLead }) => !isLead).map(subject),
      leads: answered.filter(({ isLead }) => isLead).map(subject),
    },
    CLAIMS_KEPT: idsOf(claims.filter((claim) => claim.contacted)),
    CLAIMS_MISSED: idsOf(claims.filter(({ missed }) => missed)),
    FORWARD: idsOf(came.filter((stay) => isForward(history, stay))),
    SLOWEST_STAGE: idsOf(
      stays.filter(
        (stay) =>
          within(stay.until, question) &&
          stay.playbookId === slowest?.playbookId &&
          stay.stage === slowest.stage &&
          ownTime(history, stay).length > 0,
      ),
    ),
  };
}

const subject = ({ subjectId }: Holding): string => subjectId;
