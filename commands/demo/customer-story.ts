import { decideAdvance } from '../../domain/customer/advance.js';
import { decideAttachContract } from '../../domain/customer/contract.js';
import type { CustomerFile } from '../../domain/customer/customer.js';
import { decideConfirmInvoice } from '../../domain/customer/invoice.js';
import { decideReview } from '../../domain/customer/review.js';
import { decideTransfer } from '../../domain/customer/transfer.js';
import { currentDeal } from '../../domain/deal/deal.js';
import { decideCheckDeliveryItem, decideHandOverDelivery, openDelivery } from '../../domain/deal/deliver.js';
import { decideSetInstalments } from '../../domain/deal/instalments.js';
import { decideRecordPayment } from '../../domain/deal/payment.js';
import { decideSignContract } from '../../domain/deal/sign.js';
import type { Viewer } from '../../domain/policy.js';
import { decideCancelFollowUp } from '../../domain/follow-up/cancel.js';
import { decideCompleteFollowUp, decideRecordFollowUp, type ContactRecord } from '../../domain/follow-up/complete.js';
import { comesBack, needsOwner } from '../../domain/lead/came-back.js';
import { decideTouchCustomer } from '../../domain/lead/capture.js';
import { outcomeOf, stageOf, type StageDefinition } from '../../domain/playbook/playbook.js';
import { decideAssignFromPool } from '../../domain/pool/assign.js';
import { decideClaim } from '../../domain/pool/claim.js';
import { decideRelease } from '../../domain/pool/release.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/wall-clock.js';
import { after, atWork, contact, nextPlan, whenDone, type Intention } from './habits.js';
import type { Life } from './life.js';
import { companyName, deliveryOf, lesson, need, phoneOf, timeline } from './words.js';

/** What somebody will do about a customer; null: nobody does anything about them any more. */
export function customerIntention(life: Life): Intention | null {
  const file = life.customerFile();
  const { customer, playbook } = file;
  const outcome = outcomeOf(stageOf(playbook, customer.stage));
  if (customer.ownerId === null) return outOfPool(life, file);
  if (outcome === 'WON') return afterSale(life, file, customer.ownerId);
  if (outcome === 'LOST') return afterLoss(life, file, customer.ownerId);
  return work(life, file, customer.ownerId);
}

function work(life: Life, file: CustomerFile, ownerId: string): Intention {
  const { chances, crew, now } = life;
  const team = crew.teamOf(ownerId);
  if (chances.in(0.015) && team.sales.length > 1)
    return { at: atWork(life, after(now, chances.about(2 * DAY_MS))), act: () => transfer(life, ownerId) };
  if (chances.in(0.012))
    return { at: atWork(life, after(now, chances.about(2 * DAY_MS))), act: () => release(life, ownerId) };
  const [open] = file.followUps;
  const at = open?.dueAt ? whenDone(life, open.dueAt, ownerId) : atWork(life, after(now, DAY_MS));
  return { at, act: () => talk(life, ownerId) };
}

function transfer(life: Life, ownerId: string): void {
  const { chances, crew } = life;
  const team = crew.teamOf(ownerId);
  const isWithin = chances.in(0.85);
  const to = chances.pick(isWithin ? team.sales : chances.pick(crew.teams).sales);
  const people = crew.around(to.id).people;
  life.do(isWithin ? team.lead : crew.manager, (call) =>
    decideTransfer({ ...life.customerFile(), people }, to, null, call),
  );
}

function release(life: Life, ownerId: string): void {
  const reason = life.chances.pick(['NO_CAPACITY', 'WRONG_FIT'] as const);
  life.do(life.crew.person(ownerId), (call) =>
    decideRelease(life.customerFile(), { reason, note: null, poolId: null }, call),
  );
}

/** A contact, and where it leads to. */
function talk(life: Life, ownerId: string): void {
  const { chances, crew } = life;
  const file = life.customerFile();
  const by = chances.in(0.02) ? crew.teamOf(ownerId).lead : crew.person(ownerId);
  for (const { id } of file.followUps.slice(1)) callOff(life, by, id);
  const record = contact(life);
  const to = record.outcome === 'REACHED' ? nextStage(life, file) : lostBy(life, file, record);
  if (to && outcomeOf(to) === 'WON') closeDeal(life, ownerId);
  if (to && chances.in(0.06)) life.do(by, (call) => decideAdvance(life.customerFile(), { to: to.code }, call));
  life.do(by, (call) => {
    const current = life.customerFile();
    const told = { ...record, ...comingTo(life, current, to) };
    const next =
      to?.end || to?.toPool ? null : nextPlan(life, current.playbook, record.outcome === 'REACHED' ? 6 : 1.5);
    const [open] = current.followUps;
    const whole = { ...told, next };
    return open ? decideCompleteFollowUp(current, open, whole, call) : decideRecordFollowUp(current, whole, call);
  });
  if (record.outcome === 'REACHED' && chances.in(0.03)) sayMore(life, ownerId);
}

/** What was planned with them as a lead, say: one talk is enough. */
function callOff(life: Life, by: Viewer, id: string): void {
  life.do(by, (call) => {
    const file = life.customerFile();
    const followUp = file.followUps.find((one) => one.id === id)!;
    return decideCancelFollowUp(file, followUp, { reason: 'DONE_OTHERWISE', next: null }, call);
  });
}

/** A word more in the same channel, a few minutes later. */
function sayMore(life: Life, ownerId: string): void {
  life.pass(life.chances.between(2, 25) * MINUTE_MS);
  const record = contact(life);
  life.do(life.crew.person(ownerId), (call) => {
    const file = life.customerFile();
    return decideRecordFollowUp(file, { ...record, next: nextPlan(life, file.playbook, 5) }, call);
  });
}

/** How far a talk brings a customer: mostly nowhere yet. */
function nextStage(life: Life, { customer, playbook }: CustomerFile): StageDefinition | null {
  const { chances } = life;
  const { stages } = playbook.definition;
  const mayGo = stageOf(playbook, customer.stage).mayGoTo.map((code) => stageOf(playbook, code));
  const won = stages.findIndex((stage) => outcomeOf(stage) === 'WON');
  const onward = mayGo.filter((stage) => stages.indexOf(stage) <= won && !stage.toPool);
  const what = chances.weighted([
    ['ONWARD', 44],
    ['LOST', 22],
    ['PAUSED', 3],
    ['NOWHERE', 31],
  ] as const);
  if (what === 'ONWARD') return (chances.in(0.85) ? onward[0] : onward.at(-1)) ?? null;
  if (what === 'LOST') return mayGo.find((stage) => outcomeOf(stage) === 'LOST') ?? null;
  if (what === 'PAUSED') return mayGo.find((stage) => stage.toPool !== undefined) ?? null;
  return null;
}

/** Whoever refuses is mostly lost; whoever never answers is given up after a while. */
function lostBy({ chances }: Life, file: CustomerFile, { outcome }: ContactRecord): StageDefinition | null {
  const share = outcome === 'NO_ANSWER' ? (file.countedAttempts.length >= 3 ? 0.4 : 0) : 0.6;
  if (!chances.in(share)) return null;
  const { mayGoTo } = stageOf(file.playbook, file.customer.stage);
  return mayGoTo.map((code) => stageOf(file.playbook, code)).find((stage) => outcomeOf(stage) === 'LOST') ?? null;
}

/** What has to be known or done for a stage, as far as it isn't yet. */
function comingTo(life: Life, file: CustomerFile, to: StageDefinition | null): ContactRecord {
  const { chances } = life;
  if (!to) return chances.in(0.08) ? { facts: { intent: chances.pick(['LOW', 'MEDIUM', 'HIGH'] as const) } } : {};
  const { customer } = file;
  const asked = to.entryConditions ?? [];
  const outcome = outcomeOf(to);
  const facts = {
    ...(asked.includes('NEED') && customer.need === null && { need: need(chances) }),
    ...(asked.includes('BUDGET') && customer.budget === null && { budget: `${chances.whole(4, 160) * 5000}.00` }),
    ...(asked.includes('TIMELINE') && customer.timeline === null && { timeline: timeline(chances) }),
    ...(asked.includes('DECISION_MAKER_OR_DATE') && { decisionMaker: '总经理' }),
  };
  const isQuoted = asked.includes('QUOTE_SENT') && file.quotes.every(({ receiptConfirmedAt }) => !receiptConfirmedAt);
  return {
    advanceTo: to.code,
    reason: outcome === 'LOST' ? lossReason(life) : asked.includes('PAUSE_REASON') ? 'CUSTOMER_ASKED' : null,
    facts: Object.keys(facts).length > 0 ? facts : null,
    quote: isQuoted ? { amount: priceOf(life, file), receiptConfirmed: chances.in(0.9) } : null,
  };
}

const lossReason = ({ chances }: Life): string =>
  chances.weighted([
    ['PRICE', 35],
    ['COMPETITOR', 25],
    ['NO_NEED', 15],
    ['NO_BUDGET', 12],
    ['UNREACHABLE', 10],
  ] as const);

const priceOf = ({ chances }: Life, { customer, quotes }: CustomerFile): string =>
  quotes[0]?.amount ?? (Number(customer.budget ?? 80_000) * chances.between(0.8, 1.15)).toFixed(2);

/** Whatever winning asks for: a contract, invoice details and a signature. */
function closeDeal(life: Life, ownerId: string): void {
  const { chances } = life;
  const by = life.crew.person(ownerId);
  const { customer, contracts } = life.customerFile();
  if (contracts === 0) {
    const document = {
      id: life.newId('File'),
      name: '销售合同.pdf',
      byId: ownerId,
      uploadedAt: life.now,
      attachedAt: null,
    };
    const stored = { contentType: 'application/pdf', size: chances.whole(40_000, 900_000), storageKey: document.id };
    life.put('File', { ...document, ...stored, createdAt: life.now });
    life.do(by, (call) => decideAttachContract(life.customerFile(), { ...document, theirsSince: null }, call));
  }
  if (customer.invoiceConfirmedAt === null) {
    const title = customer.company ?? companyName(chances);
    life.do(by, (call) => decideConfirmInvoice(life.customerFile(), { title, taxNumber: '91330100799655058B' }, call));
  }
  if (currentDeal(life.customerFile())?.signedAt) return;
  life.do(by, (call) => {
    const file = life.customerFile();
    return decideSignContract(file, { amount: priceOf(life, file), signedAt: call.now }, call);
  });
}

/** Money, delivery and the review of what was won. */
function afterSale(life: Life, file: CustomerFile, ownerId: string): Intention | null {
  const { chances, crew, now } = life;
  const by = crew.person(ownerId);
  const deal = currentDeal(file);
  if (!deal?.amount) return null;
  const soon = (hours: number) => atWork(life, after(now, chances.about(hours * HOUR_MS)));
  if (deal.instalments.length === 0)
    return { at: soon(5), act: () => planPayments(life, ownerId, Number(deal.amount)) };
  const delivery = openDelivery(file);
  if (delivery?.toUserId === null) {
    const to = chances.pick(crew.teamOf(ownerId).sales);
    return {
      at: soon(24),
      act: () => life.do(by, (call) => decideHandOverDelivery(life.customerFile(), to, null, call)),
    };
  }
  const item = delivery?.items.find(({ doneAt }) => doneAt === null);
  if (item && delivery && chances.in(0.9)) {
    const doer = crew.person(delivery.toUserId);
    return {
      at: soon(12),
      act: () => life.do(doer, (call) => decideCheckDeliveryItem(life.customerFile(), item.id, true, call)),
    };
  }
  if (!file.visit?.note && chances.in(0.7))
    return { at: soon(8), act: () => life.do(by, (call) => decideReview(life.customerFile(), lesson(chances), call)) };
  const owed = deal.instalments.find(({ paidAt }) => paidAt === null);
  if (!owed) return null;
  const at = atWork(life, after(owed.dueAt, (chances.in(0.8) ? -1 : 4) * chances.about(2 * DAY_MS)));
  const pay = () =>
    life.do(by, (call) =>
      decideRecordPayment(life.customerFile(), { amount: owed.amount, paidAt: call.now, instalmentId: owed.id }, call),
    );
  return { at, act: pay };
}

/** Three parts: now, at delivery, and what is kept back. */
function planPayments(life: Life, ownerId: string, amount: number): void {
  const [now, atDelivery] = [0.3, 0.6].map((share) => Math.floor(amount * share)) as [number, number];
  const parts = [now, atDelivery, amount - now - atDelivery].map((part) => part.toFixed(2));
  const days = [4, 35, 120];
  life.do(life.crew.person(ownerId), (call) =>
    decideSetInstalments(
      life.customerFile(),
      parts.map((part, place) => ({ amount: part, dueAt: after(call.now, days[place]! * DAY_MS) })),
      call,
    ),
  );
}

/** A lost one may write again, or be asked again after a while. */
function afterLoss(life: Life, file: CustomerFile, ownerId: string): Intention | null {
  const { chances, now } = life;
  if (chances.in(0.12)) return writesAgain(life);
  const [again] = stageOf(file.playbook, file.customer.stage).mayGoTo;
  if (again === undefined || !chances.in(0.12)) return null;
  const reopen = () =>
    life.do(life.crew.person(ownerId), (call) => decideAdvance(life.customerFile(), { to: again }, call));
  return { at: atWork(life, after(now, chances.between(6, 50) * DAY_MS)), act: reopen };
}

function outOfPool(life: Life, { customer, pools }: CustomerFile): Intention | null {
  const { chances, now } = life;
  const isDormant = pools.find(({ id }) => id === customer.poolId)?.kind === 'DORMANT';
  const wait = (isDormant ? 25 : 5) * DAY_MS;
  const what = chances.weighted([
    ['CLAIM', isDormant ? 20 : 45],
    ['ASSIGN', 10],
    ['WRITES', 6],
    ['NOTHING', isDormant ? 64 : 39],
  ] as const);
  switch (what) {
    case 'CLAIM':
      return { at: atWork(life, after(now, chances.about(wait))), act: () => claim(life) };
    case 'ASSIGN':
      return { at: atWork(life, after(now, chances.about(wait))), act: () => assign(life) };
    case 'WRITES':
      return writesAgain(life);
    case 'NOTHING':
      return null;
  }
}

function claim(life: Life): void {
  const { chances, crew, placing } = life;
  const seller = chances.pick(chances.pick(crew.teams).sales);
  if (life.customerFile().customer.lastOwnerId === seller.id) return; // they have to wait for it
  life.do(seller, (call) => {
    const { record, count } = placing.claimer(seller, call.now);
    const decision = decideClaim(life.customerFile(), seller, { record, around: crew.around(seller.id) }, call);
    if (decision.accepted) count();
    return decision;
  });
}

function assign(life: Life): void {
  const { chances, crew } = life;
  const team = chances.pick(crew.teams);
  const to = chances.pick(team.sales);
  life.do(team.lead, (call) =>
    decideAssignFromPool(life.customerFile(), to, { around: crew.around(to.id), exceptions: [] }, call),
  );
}

function writesAgain(life: Life): Intention {
  const { chances, crew, placing, now } = life;
  const source = chances.pick(crew.sources);
  const write = () => {
    const file = life.customerFile();
    const { lastOwnerId, ownerId, sourceId, channel, region, tags } = file.customer;
    const externalId = deliveryOf(life.number, life.now);
    const arrival = {
      ...{
        source,
        externalId,
        name: file.customer.name,
        company: null,
        phone: phoneOf(life.number),
        email: null,
        wechat: null,
      },
      ...{
        productInterest: null,
        region: null,
        campaign: null,
        tags: [],
        message: null,
        payload: null,
        customFields: {},
      },
    };
    life.do(null, (call) => {
      const followUpWithin = crew.settings.assignment.reopenFollowUpWithin;
      const facts = { sourceId, channel, campaign: null, productInterest: null, region, tags };
      const place = needsOwner(file) ? placing.place({ facts, lastOwnerId: ownerId ?? lastOwnerId }, call.now) : null;
      return decideTouchCustomer(file, arrival, call, comesBack(file) ? { place, followUpWithin } : null);
    });
  };
  return { at: after(now, chances.between(5, 70) * DAY_MS), act: write };
}
