import { randomBytes } from 'node:crypto';
import type { Answer } from '../../domain/decision.js';
import type { Role } from '../../domain/people.js';
import type { Viewer } from '../../domain/policy.js';
import { advanceCustomer } from '../advance-customer.js';
import { assignLead } from '../assign-lead.js';
import { captureLead } from '../capture-lead.js';
import type { Command, Run } from '../command.js';
import { createCustomer } from '../create-customer.js';
import { createSource } from '../create-source.js';
import { createTeam } from '../create-team.js';
import { createUser } from '../create-user.js';
import type { Passwords } from '../passwords.js';
import { recordFollowUp, type RecordFollowUp } from '../record-follow-up.js';
import { CUSTOMERS, LEADS, WAY, type DemoCustomer } from './company.js';

export interface DemoCompany {
  readonly logins: readonly string[];
  readonly password: string;
}

type Act = <I>(by: Viewer | null, command: Command<I>, input: I) => Promise<Answer>;

/**
 * Fills an empty database with a small company: a team with its lead and two salespeople, a source, leads, and customers all along
 * the way. Everything goes through the commands, so it has its history, events and deadlines like anything real.
 */
export async function seedDemo(run: Run, passwords: Passwords): Promise<DemoCompany> {
  const password = randomBytes(9).toString('base64url');
  const act = actingWith(run);
  const { teamId } = await act(null, createTeam, { name: '华东组' });
  const hire = hiringInto(String(teamId), act, await passwords.hash(password));
  const chen = { ...(await hire('陈组长', 'chen@demo.example', 'TEAM_LEAD')), ledTeamIds: [String(teamId)] };
  const [lin, wang] = [
    await hire('林小姐', 'lin@demo.example', 'SALES'),
    await hire('王先生', 'wang@demo.example', 'SALES'),
  ];
  await seedLeads(act, chen, lin);
  for (const customer of CUSTOMERS) await seedCustomer(act, { lin, wang, nobody: chen }[customer.owner], customer);
  return { logins: ['chen@demo.example', 'lin@demo.example', 'wang@demo.example'], password };
}

/** A refusal would mean that the demo and the rules have grown apart. */
function actingWith(run: Run): Act {
  return async (by, command, input) => {
    const { answer, refusal } = await run(command, input, { by });
    if (refusal) throw new Error(`The demo's ${command.name} was refused: ${JSON.stringify(refusal)}`);
    return answer;
  };
}

function hiringInto(teamId: string, act: Act, password: Awaited<ReturnType<Passwords['hash']>>) {
  return async (name: string, email: string, role: Role): Promise<Viewer> => {
    const { userId } = await act(null, createUser, { name, email, role, teamId, password });
    return { id: String(userId), role, teamId, active: true, onLeaveUntil: null, delegateId: null, ledTeamIds: [] };
  };
}

async function seedLeads(act: Act, by: Viewer, owner: Viewer): Promise<void> {
  const { sourceId } = await act(null, createSource, { name: '官网', channel: 'WEBSITE', quality: 4 });
  for (const [index, lead] of LEADS.entries()) {
    const { leadId } = await act(null, captureLead, { ...lead, sourceId: String(sourceId) });
    if (index === 0) await act(by, assignLead, { leadId: String(leadId), ownerId: owner.id });
  }
}

async function seedCustomer(
  act: Act,
  by: Viewer,
  { owner: _, stage, dueIn, budget, ...contact }: DemoCustomer,
): Promise<void> {
  const answer = await act(by, createCustomer, contact);
  const customerId = String(answer['customerId']);
  if (stage === 'LOST') return void (await act(by, advanceCustomer, { customerId, to: 'LOST', reason: 'PRICE' }));
  if (stage === 'PAUSED')
    return void (await act(by, advanceCustomer, { customerId, to: 'PAUSED', reason: 'CUSTOMER_ASKED' }));
  const dueAt = new Date(Date.now() + (dueIn ?? 60) * 60_000);
  for (const to of WAY.slice(1, WAY.indexOf(stage) + 1))
    await act(by, recordFollowUp, { customerId, ...step(to, dueAt, budget) });
}

/** What was said on the way to a stage, and what made it reachable. */
function step(to: (typeof WAY)[number], dueAt: Date, budget = '50000'): RecordFollowUp {
  const contact = { channel: 'PHONE', outcome: 'REACHED', goalMet: true, advanceTo: to } as const;
  switch (to) {
    case 'INITIAL_CONTACT':
      return contact;
    case 'NEEDS_CONFIRMED':
      return {
        ...contact,
        note: '客户说明了用途、面积和工期',
        facts: { need: '瓷砖与辅料，含铺贴', budget, timeline: '两个月内' },
        next: { purposeCode: 'PROPOSE', dueAt },
      };
    case 'QUOTED':
      return {
        ...contact,
        note: '报价已发送，客户确认收到',
        quote: { amount: budget, receiptConfirmed: true },
        next: { purposeCode: 'CALL_BACK', dueAt },
      };
    case 'DECIDING':
      return {
        ...contact,
        channel: 'VISIT',
        note: '拜访了现场，方案由总经理决定',
        facts: { decisionMaker: '总经理' },
        next: { purposeCode: 'DECISION', dueAt },
      };
  }
}
