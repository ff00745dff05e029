import { decideCreateCustomer } from '../../domain/customer/create.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/wall-clock.js';
import { decideCompleteFollowUp, decideRecordFollowUp } from '../../domain/follow-up/complete.js';
import { decideAssignLead } from '../../domain/lead/assign.js';
import { isUnattended } from '../../domain/lead/came-back.js';
import { decideCapture, decideTouchLead, learnedFrom, type Arrival } from '../../domain/lead/capture.js';
import { decideClaimLead } from '../../domain/lead/claim.js';
import { decideDisqualify } from '../../domain/lead/disqualify.js';
import { identitiesOf } from '../../domain/lead/identity.js';
import { decideQualify } from '../../domain/lead/qualify.js';
import { scoreLead } from '../../domain/lead/scoring.js';
import type { CrewSource } from './crew.js';
import { after, atWork, contact, nextPlan, whenDone, type Intention } from './habits.js';
import type { Life } from './life.js';
import { companyName, deliveryOf, emailOf, personName, phoneOf, product, question, region, wechatOf } from './words.js';

/** Somebody leaves a trace, or is met by a salesperson who takes them in at once. */
export function arrive(life: Life): void {
  const { chances, crew } = life;
  const source = chances.weighted(crew.sources.map((one) => [one, one.quality + 1] as const));
  if (chances.in(0.2)) meet(life, source);
  else capture(life, arrivalOf(life, source), source);
}

function meet(life: Life, source: CrewSource): void {
  const { chances, crew } = life;
  const seller = chances.pick(chances.pick(crew.teams).sales);
  const { name, company, phone, email, wechat, region: from, tags } = arrivalOf(life, source);
  const isFromSource = chances.in(0.7);
  const given = {
    ...{ name: name!, company, phone: phone ?? phoneOf(life.number), email, wechat, region: from, tags },
    ...(isFromSource && { sourceId: source.id, channel: source.channel }),
    intent: chances.weighted(INTENTS),
    customFields: {},
  };
  const known = { ownerId: seller.id, identities: identitiesOf(given), duplicate: null };
  life.do(seller, (call) => decideCreateCustomer(given, known, crew.aroundLead(seller.id), call));
}

const INTENTS = [
  ['UNKNOWN', 4],
  ['LOW', 2],
  ['MEDIUM', 3],
  ['HIGH', 1],
] as const;

function capture(life: Life, arrival: Arrival, { quality }: CrewSource): void {
  const { crew, placing } = life;
  const { scoring } = crew.settings;
  const score = scoreLead({ ...arrival, sourceQuality: quality }, scoring);
  life.do(null, (call) => {
    const facts = { ...arrival, sourceId: arrival.source.id, channel: arrival.source.channel };
    const place = score.score >= scoring.threshold ? placing.place({ facts }, call.now) : null;
    return decideCapture(arrival, { identities: identitiesOf(arrival), score, pools: crew.pools, place }, call);
  });
}

/** What they leave of themselves: always some way to be reached. */
function arrivalOf({ chances, number, now }: Life, source: CrewSource): Arrival {
  const hasPhone = chances.in(0.88);
  return {
    source,
    externalId: deliveryOf(number, now),
    name: personName(chances),
    company: chances.in(0.7) ? companyName(chances) : null,
    phone: hasPhone ? phoneOf(number) : null,
    email: chances.in(0.2) ? emailOf(number) : null,
    wechat: !hasPhone || chances.in(0.3) ? wechatOf(number) : null,
    productInterest: chances.in(0.7) ? product(chances) : null,
    region: chances.in(0.8) ? region(chances) : null,
    campaign: chances.pick(source.campaigns),
    tags: [],
    message: chances.in(0.5) ? question(chances) : null,
    consented: chances.in(0.3),
    payload: null,
    customFields: {},
  };
}

/** What somebody will do about a lead; null: nobody does anything about it. */
export function leadIntention(life: Life): Intention | null {
  const { lead } = life.leadFile();
  if (lead.status === 'DISQUALIFIED') return secondTrace(life);
  if (lead.ownerId === null) return outOfPool(life);
  return work(life, lead.ownerId);
}

function work(life: Life, ownerId: string): Intention {
  const { chances, now, crew } = life;
  const { lead, followUps } = life.leadFile();
  const [open] = followUps;
  const by = crew.person(ownerId);
  if (open?.dueAt) return { at: whenDone(life, open.dueAt, ownerId), act: () => talk(life, ownerId) };
  if (lead.firstContactAt !== null && chances.in(0.5))
    return { at: atWork(life, after(now, DAY_MS)), act: () => settle(life, ownerId) };
  const isPrompt = chances.in(crew.diligenceOf(by.id));
  const wait = isPrompt ? chances.about(1.2 * HOUR_MS) : chances.between(0.2, 4) * DAY_MS;
  return { at: atWork(life, after(now, wait)), act: () => talk(life, ownerId) };
}

/** A contact with a lead, and mostly what follows from it at once. */
function talk(life: Life, ownerId: string): void {
  const { chances, crew } = life;
  const by = crew.person(ownerId);
  const record = contact(life);
  life.do(by, (call) => {
    const file = life.leadFile();
    const told = { ...record, next: nextPlan(life, file.playbook, record.outcome === 'REACHED' ? 2.5 : 1) };
    const [open] = file.followUps;
    return open ? decideCompleteFollowUp(file, open, told, call) : decideRecordFollowUp(file, told, call);
  });
  if (record.outcome === 'NO_ANSWER' || !chances.in(0.75)) return;
  life.pass(chances.about(6 * MINUTE_MS));
  settle(life, ownerId, record.outcome === 'REACHED' ? 0.82 : 0.1);
}

/** It becomes a customer, or is given up. */
function settle(life: Life, ownerId: string, share = 0.75): void {
  const { chances, crew } = life;
  const by = crew.person(ownerId);
  if (chances.in(share)) {
    const intent = chances.weighted(INTENTS);
    life.do(by, (call) => decideQualify(life.leadFile(), crew.aroundLead(ownerId), intent, call));
  } else giveUp(life, ownerId);
}

function giveUp(life: Life, byId: string): void {
  const reason = life.chances.weighted([
    ['INVALID', 3],
    ['NOT_A_BUYER', 4],
    ['SPAM', 2],
  ] as const);
  life.do(life.crew.person(byId), (call) => decideDisqualify(life.leadFile(), { reason, note: null }, call));
}

function outOfPool(life: Life): Intention | null {
  const { chances, crew, now } = life;
  const team = chances.pick(crew.teams);
  const what = chances.weighted([
    ['CLAIM', 40],
    ['ASSIGN', 18],
    ['GIVE_UP', 12],
    ['TRACE', 6],
    ['NOTHING', 24],
  ] as const);
  switch (what) {
    case 'CLAIM':
      return { at: atWork(life, after(now, chances.about(4 * DAY_MS))), act: () => claim(life) };
    case 'ASSIGN':
      return {
        at: atWork(life, after(now, chances.about(3 * DAY_MS))),
        act: () =>
          life.do(team.lead, (call) =>
            decideAssignLead(withOwner(life, team.sales[0]!.id), chances.pick(team.sales), call),
          ),
      };
    case 'GIVE_UP':
      return { at: atWork(life, after(now, chances.about(9 * DAY_MS))), act: () => giveUp(life, crew.manager.id) };
    case 'TRACE':
      return secondTrace(life);
    case 'NOTHING':
      return null;
  }
}

/** The people around whoever may get it are there to be told. */
const withOwner = (life: Life, ownerId: string) => ({
  ...life.leadFile(),
  people: life.crew.aroundLead(ownerId).people,
});

function claim(life: Life): void {
  const { chances, crew, placing } = life;
  const seller = chances.pick(chances.pick(crew.teams).sales);
  const { lastOwnerId, receivedAt: offeredAt } = life.leadFile().lead;
  if (lastOwnerId === seller.id) return;
  life.do(seller, (call) => {
    const { record, count } = placing.claimer(seller, call.now);
    const holding = { used: placing.held(seller.id), cap: crew.settings.assignment.capPerPerson };
    const around = crew.aroundLead(seller.id);
    const decision = decideClaimLead(life.leadFile(), seller, { holding, record, offeredAt, around }, call);
    if (decision.accepted) count();
    return decision;
  });
}

/** Some write once more, by whatever way they came. */
function secondTrace(life: Life): Intention | null {
  const { chances, crew, placing, now } = life;
  if (!chances.in(0.2)) return null;
  const source = chances.pick(crew.sources);
  const trace = () => {
    const file = life.leadFile();
    const arrival = arrivalOf(life, source);
    life.do(null, (call) => {
      const facts = { ...file.lead, ...learnedFrom(file.lead, arrival, call) };
      const { quality: sourceQuality } = crew.sources.find(({ id }) => id === file.lead.sourceId)!;
      const score = scoreLead({ ...facts, sourceQuality }, crew.settings.scoring);
      const isSought = isUnattended(file.lead) && score.score >= crew.settings.scoring.threshold;
      const lastOwnerId = file.lead.ownerId ?? file.lead.lastOwnerId;
      const place = isSought ? placing.place({ facts, lastOwnerId }, call.now) : null;
      const followUpWithin = crew.settings.assignment.reopenFollowUpWithin;
      return decideTouchLead(file, arrival, call, { score, place, followUpWithin });
    });
  };
  return { at: after(now, chances.between(8, 60) * DAY_MS), act: trace };
}
