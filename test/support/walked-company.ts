import { advanceCustomer } from '../../commands/advance-customer.js';
import { assignFromPool } from '../../commands/assign-from-pool.js';
import { assignLead } from '../../commands/assign-lead.js';
import { cancelFollowUp } from '../../commands/cancel-follow-up.js';
import { captureLead } from '../../commands/capture-lead.js';
import { claimCustomer } from '../../commands/claim-customer.js';
import { claimLead } from '../../commands/claim-lead.js';
import type { Command } from '../../commands/command.js';
import { completeFollowUp } from '../../commands/complete-follow-up.js';
import { createCustomer } from '../../commands/create-customer.js';
import { createSource } from '../../commands/create-source.js';
import { disqualifyLead } from '../../commands/disqualify-lead.js';
import { mergeCustomers } from '../../commands/merge-customers.js';
import { mergeLeads } from '../../commands/merge-leads.js';
import { migrateCustomers } from '../../commands/migrate-customers.js';
import { moveToPool } from '../../commands/move-to-pool.js';
import { overrideStage } from '../../commands/override-stage.js';
import { findOverdue, FROM_THE_FIRST } from '../../commands/overdue-deadlines.js';
import { planFollowUp } from '../../commands/plan-follow-up.js';
import { publishPlaybook } from '../../commands/publish-playbook.js';
import { qualifyLead } from '../../commands/qualify-lead.js';
import { reachBatch } from '../../commands/reach-batch.js';
import { reachDeadline } from '../../commands/reach-deadline.js';
import { recordFollowUp } from '../../commands/record-follow-up.js';
import { recordQuote } from '../../commands/record-quote.js';
import { releaseCustomer } from '../../commands/release-customer.js';
import { releaseLead } from '../../commands/release-lead.js';
import { signContract } from '../../commands/sign-contract.js';
import { transferCustomer } from '../../commands/transfer-customer.js';
import { unmerge } from '../../commands/unmerge.js';
import { updateCustomer } from '../../commands/update-customer.js';
import { isReassignment } from '../../domain/deadline/reach-response.js';
import type { Viewer } from '../../domain/policy.js';
import { CallerError } from '../../domain/refusal.js';
import { anotherTeam, rowsOf } from './customers.js';
import { aHouseInTime, PLACES, type Company } from './company-in-time.js';
import { playbookWith, type House } from './house.js';
import { expectKept } from './kept.js';
import { Lot } from './random.js';
import type { SimulatedClock } from './simulated-clock.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** One that has worked for some weeks through the real commands. The same seed walks the same way: what it made can be looked at again. */
export async function walkedCompany(seed: number, steps: number): Promise<Company> {
  const walk = await Walk.begun(seed);
  if (steps > 0) await walk.opens();
  for (let step = 0; step < steps; step += 1) await walk.step();
  const company = await walk.company();
  await expectKept(company.database);
  return company;
}

type Row = Record<string, unknown>;

/** By the company's clock: ids go by the machine's. */
const IN_TURN = { Customer: '"createdAt"', Lead: '"receivedAt"', FollowUp: '"createdAt", "dueAt", "customerId", id' };

class Walk {
  private constructor(
    private readonly seed: number,
    private readonly lot: Lot,
    private readonly house: House,
    private readonly clock: SimulatedClock,
    private readonly others: Awaited<ReturnType<typeof anotherTeam>>,
    private readonly sources: readonly string[],
    private now: Date,
  ) {}

  static async begun(seed: number): Promise<Walk> {
    const lot = new Lot(seed);
    const place = lot.oneOf(PLACES);
    const { house, clock } = await aHouseInTime(lot, place);
    const now = new Date(place.from);
    await clock.set(now);
    const others = await anotherTeam(house);
    const sources: string[] = [];
    for (const [name, channel] of [
      ['官网', 'WEBSITE'],
      ['展会', 'EVENT'],
    ] as const) {
      const { answer } = await house.as(house.admin, createSource, { name, channel });
      sources.push(answer['sourceId'] as string);
    }
    return new Walk(seed, lot, house, clock, others, sources, now);
  }

  async opens(): Promise<void> {
    for (let n = this.lot.between(3, 8); n > 0; n -= 1) {
      await this.passes(MINUTE);
      await this.lot.oneOf([() => this.somebodyArrives(), () => this.somebodyIsCreated()])();
    }
  }

  async company(): Promise<Company> {
    await this.passes(this.lot.between(1, 40) * HOUR);
    const { seed, house, others, sources: sourceIds, now } = this;
    const { database, lin, wang, teamLead, manager, admin, teamId } = house;
    return {
      database,
      seed,
      now,
      readers: [lin, others.sales, teamLead, others.lead, manager, admin],
      teamIds: [teamId, others.id],
      userIds: [lin.id, wang.id, others.sales.id],
      sourceIds,
    };
  }

  async step(): Promise<void> {
    await this.passes(this.lot.oneOf([3 * MINUTE, HOUR, 5 * HOUR, 9 * HOUR, 26 * HOUR, 70 * HOUR]));
    const acts: readonly (readonly [weight: number, act: () => Promise<void>])[] = [
      [5, () => this.somebodyArrives()],
      [3, () => this.somebodyIsCreated()],
      [12, () => this.contact()],
      [5, () => this.leadIsWorkedOn()],
      [5, () => this.moved()],
      [4, () => this.put()],
      [4, () => this.changesHands()],
      [4, () => this.leavesPool()],
      [2, () => this.money()],
      [2, () => this.planned()],
      [1, () => this.merged()],
      [0.4, () => this.migrated()],
    ];
    let place = this.lot.share() * acts.reduce((sum, [weight]) => sum + weight, 0);
    await acts.find(([weight]) => (place -= weight) < 0)![1]();
  }

  private async passes(ms: number): Promise<void> {
    this.now = new Date(this.now.getTime() + ms + this.lot.between(1, 59_999));
    await this.clock.set(this.now);
    await this.fire();
  }

  /** All that is due by now, in turn: of each customer and lead one after the other. */
  private async fire(): Promise<void> {
    for (;;) {
      const due = await findOverdue(this.house.database, { after: FROM_THE_FIRST, limit: 500 });
      if (due.length === 0) return;
      const onFault = (_: string, error: unknown) => {
        throw error;
      };
      await this.house.as(null, reachBatch, { due: due.filter((one) => !isReassignment(one)), restsMs: [], onFault });
      for (const { id } of due.filter(isReassignment)) await this.house.as(null, reachDeadline, { deadlineId: id });
    }
  }

  private get sales(): readonly Viewer[] {
    return [this.house.lin, this.house.wang, this.others.sales];
  }

  private get superiors(): readonly Viewer[] {
    return [this.house.teamLead, this.others.lead, this.house.manager];
  }

  /** Whatever comes of it: what may not be is refused, and stays so. */
  private async try<I>(by: Viewer | null, command: Command<I>, input: I): Promise<Row> {
    try {
      return { ...(await this.house.as(by, command, input)).answer };
    } catch (error) {
      if (error instanceof CallerError) return {};
      throw error;
    }
  }

  private async some(table: 'Customer' | 'Lead' | 'FollowUp', where: string): Promise<Row | undefined> {
    return this.lot.anyOf(await rowsOf(this.house, table, `${where} order by ${IN_TURN[table]}`));
  }

  private who(id: unknown): Viewer {
    const all = [...this.sales, ...this.superiors, this.house.admin];
    return all.find((one) => one.id === id) ?? this.house.manager;
  }

  /** Mostly whoever has it, at times somebody above them. */
  private doerFor({ ownerId }: Row): Viewer {
    return this.lot.chance(0.85) ? this.who(ownerId) : this.lot.oneOf(this.superiors);
  }

  private phone(): string {
    return `138${String(10_000_000 + this.lot.between(0, 40))}`;
  }

  private async somebodyArrives(): Promise<void> {
    await this.try(null, captureLead, {
      sourceId: this.lot.oneOf(this.sources),
      name: '周敏',
      phone: this.phone(),
      campaign: this.lot.oneOf([null, '春季', '秋季']),
      productInterest: this.lot.chance(0.6) ? '岩棉板' : null,
    });
  }

  private async somebodyIsCreated(): Promise<void> {
    const by = this.lot.oneOf([...this.sales, this.house.manager]);
    const source = this.lot.chance(0.5) ? { id: this.lot.oneOf(this.sources), channel: 'WEBSITE' } : null;
    await this.try(by, createCustomer, {
      name: '何方',
      phone: this.phone(),
      source,
      intent: this.lot.oneOf(['HIGH', 'LOW'] as const),
    });
  }

  private contactOf() {
    const { lot, now } = this;
    const agoMs = lot.oneOf([0, 0, 0, HOUR, 23 * HOUR, 24 * HOUR, 50 * HOUR]);
    return {
      channel: lot.oneOf(['PHONE', 'WECHAT', 'PHONE'] as const),
      outcome: lot.oneOf(['REACHED', 'REACHED', 'NO_ANSWER', 'REFUSED'] as const),
      note: '聊了进展',
      goalMet: lot.chance(0.5),
      occurredAt: agoMs === 0 ? null : new Date(now.getTime() - agoMs),
      durationMinutes: lot.oneOf([null, 3, 10, 25]),
      next: { dueAt: new Date(now.getTime() + lot.oneOf([2, 30, 100, 400]) * HOUR), purposeCode: 'OTHER' },
    };
  }

  private async contact(): Promise<void> {
    const open = await this.some('FollowUp', `status = 'PLANNED'`);
    if (!open) return;
    const by = this.doerFor(open);
    await this.try(by, completeFollowUp, { followUpId: open['id'] as string, ...this.contactOf() });
    if (open['customerId'] === null || this.lot.chance(0.6)) return;
    await this.passes(this.lot.oneOf([2, 5, 9]) * MINUTE);
    await this.try(by, recordFollowUp, { customerId: open['customerId'] as string, ...this.contactOf() });
  }

  private async leadIsWorkedOn(): Promise<void> {
    const lead = await this.some('Lead', `status in ('POOLED', 'ASSIGNED')`);
    if (!lead) return;
    const leadId = lead['id'] as string;
    const by = lead['ownerId'] === null ? this.lot.oneOf([...this.sales, ...this.superiors]) : this.doerFor(lead);
    await this.lot.oneOf([
      () => this.try(by, qualifyLead, { leadId }),
      () => this.try(by, qualifyLead, { leadId }),
      () => this.try(by, recordFollowUp, { leadId, ...this.contactOf() }),
      () => this.try(by, claimLead, { leadId }),
      () => this.try(by, releaseLead, { leadId, reason: 'OTHER', note: '没时间' }),
      () => this.try(by, disqualifyLead, { leadId, reason: 'SPAM', note: null }),
      () => this.try(this.lot.oneOf(this.superiors), assignLead, { leadId, ownerId: this.lot.oneOf(this.sales).id }),
    ])();
  }

  private async moved(): Promise<void> {
    const customer = await this.some('Customer', `"ownerId" is not null`);
    if (!customer) return;
    const to = this.lot.oneOf(['NEEDS_CONFIRMED', 'QUOTED', 'DECIDING', 'WON', 'LOST', 'PAUSED', 'INITIAL_CONTACT']);
    await this.try(this.doerFor(customer), advanceCustomer, {
      customerId: customer['id'] as string,
      to,
      reason: to === 'LOST' ? this.lot.oneOf(['PRICE', 'COMPETITOR']) : to === 'PAUSED' ? 'SILENT' : null,
      ...(this.lot.chance(0.6) && {
        facts: { need: '岩棉板', budget: '1.00', timeline: '九月', decisionMaker: '刘总' },
      }),
      ...(this.lot.chance(0.4) && { quote: { amount: '900.00', receiptConfirmed: true } }),
    });
  }

  /** A manager puts somebody where else they wouldn't get in so short a time. */
  private async put(): Promise<void> {
    const customer = await this.some('Customer', `"ownerId" is not null`);
    if (!customer) return;
    const to = this.lot.oneOf([
      'WON',
      'WON',
      'LOST',
      'QUOTED',
      'DECIDING',
      'PAUSED',
      'INITIAL_CONTACT',
      'TO_REACTIVATE',
    ]);
    const reason = to === 'LOST' ? 'PRICE' : to === 'PAUSED' ? 'SILENT' : '客户确认';
    await this.try(this.house.manager, overrideStage, {
      customerId: customer['id'] as string,
      to,
      reason,
      note: '核实',
    });
  }

  private async changesHands(): Promise<void> {
    const customer = await this.some('Customer', `"ownerId" is not null`);
    if (!customer) return;
    const customerId = customer['id'] as string;
    await this.lot.oneOf([
      () => this.try(this.house.manager, transferCustomer, { customerId, toUserId: this.lot.oneOf(this.sales).id }),
      () => this.try(this.doerFor(customer), releaseCustomer, { customerId, reason: 'NO_CAPACITY', note: '太忙' }),
      () => this.try(this.house.manager, moveToPool, { customerId, poolId: this.house.pools.public }),
    ])();
  }

  private async leavesPool(): Promise<void> {
    const customer = await this.some('Customer', `"poolId" is not null`);
    if (!customer) return;
    const customerId = customer['id'] as string;
    const by = this.lot.oneOf(this.sales);
    if (this.lot.chance(0.7)) await this.try(by, claimCustomer, { customerId });
    else await this.try(this.house.manager, assignFromPool, { customerId, toUserId: by.id });
  }

  private async money(): Promise<void> {
    const customer = await this.some('Customer', `"ownerId" is not null`);
    if (!customer) return;
    const customerId = customer['id'] as string;
    const by = this.doerFor(customer);
    const amount = `${this.lot.between(1, 900)}.50`;
    await this.lot.oneOf([
      () =>
        this.try(by, signContract, {
          customerId,
          amount,
          currency: this.lot.oneOf(['CNY', 'CNY', 'USD']),
          signedAt: this.now,
        }),
      () => this.try(by, recordQuote, { customerId, amount, receiptConfirmed: this.lot.chance(0.5) }),
      () => this.try(by, updateCustomer, { customerId, version: customer['version'] as number, need: '岩棉板' }),
    ])();
  }

  private async planned(): Promise<void> {
    const open = await this.some('FollowUp', `status = 'PLANNED' and "customerId" is not null`);
    if (!open) return;
    const next = { dueAt: new Date(this.now.getTime() + this.lot.oneOf([1, 20, 90]) * HOUR), purposeCode: 'OTHER' };
    const by = this.doerFor(open);
    if (this.lot.chance(0.5)) await this.try(by, planFollowUp, { customerId: open['customerId'] as string, ...next });
    else await this.try(by, cancelFollowUp, { followUpId: open['id'] as string, reason: 'RESCHEDULED', next });
  }

  private async merged(): Promise<void> {
    const table = this.lot.oneOf(['Customer', 'Customer', 'Lead'] as const);
    const gone = await this.some(table, `"mergedIntoId" is not null`);
    if (gone && this.lot.chance(0.3))
      return void (await this.try(this.house.manager, unmerge, { id: gone['id'] as string }));
    const [into, from] = [
      await this.some(table, `"mergedIntoId" is null`),
      await this.some(table, `"mergedIntoId" is null`),
    ];
    if (!into || !from || into['id'] === from['id']) return;
    const merging = { into: into['id'] as string, from: [from['id'] as string] };
    await this.try(this.house.manager, table === 'Lead' ? mergeLeads : mergeCustomers, merging);
  }

  private async migrated(): Promise<void> {
    const { manager } = this.house;
    const definition = playbookWith(({ code, label }) => (code === 'QUOTED' ? { label } : {}));
    const { answer } = await this.house.as(manager, publishPlaybook, { definition });
    const playbookId = answer['playbookId'] as string;
    await migrateCustomers((command, input) => this.house.as(manager, command, input), {
      teamId: this.lot.oneOf([this.house.teamId, this.others.id]),
      playbookId,
    });
  }
}
