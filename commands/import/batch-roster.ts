import type { Change } from '../../domain/change.js';
import type { Roster } from '../../domain/lead/choose-owner.js';
import { everybody, lockAssignment, matesOf, ownersAmong, type CompanyOf, type Mate } from '../store/roster.js';
import type { Tx } from '../store/tx.js';

/** What tells who holds a lead or customer, and whether it counts. */
const DECIDING = ['ownerId', 'lastOwnerId', 'status', 'stage', 'companyFolded', 'mergedIntoId'];

/**
 * Who may get something, for many choices within one transaction. While it holds the lock of assignments, what people hold changes only by
 * what it writes itself: new ones are counted here, anything else is read again.
 */
export class BatchRoster {
  private all: Promise<Omit<Roster, 'known'>> | undefined;
  private readonly gained = new Map<string, number>();
  private mates: Mate[] = [];
  private readonly asked = new Set<string>();
  private companies: readonly string[] = [];

  constructor(private readonly tx: Tx) {}

  /** Which companies will be asked for: they are looked up together once the lock is held. */
  expect(companies: readonly string[]): void {
    this.companies = companies;
  }

  async roster(company: CompanyOf): Promise<Roster> {
    const { people, teams } = await (this.all ??= this.readAll());
    if (company.companyFolded !== null) await this.lookUp([company.companyFolded, ...this.companies]);
    const counted = people.map((one) => ({ ...one, holding: one.holding + (this.gained.get(one.id) ?? 0) }));
    return { people: counted, teams, known: ownersAmong(this.mates, company) };
  }

  learn(change: Change): void {
    if ('add' in change && (change.add === 'Lead' || change.add === 'Customer')) this.count(change.row, change.add);
    else if ('set' in change && (change.set === 'Lead' || change.set === 'Customer')) this.patch(change.id, change.to);
    else if ('qualified' in change || ('set' in change && change.set === 'Team')) this.forget();
  }

  private async readAll(): Promise<Omit<Roster, 'known'>> {
    await lockAssignment(this.tx);
    await this.tx.flushed();
    return everybody(this.tx);
  }

  private async lookUp(companies: readonly string[]): Promise<void> {
    const unknown = [...new Set(companies)].filter((company) => !this.asked.has(company));
    if (unknown.length === 0) return;
    await this.tx.flushed();
    this.mates.push(...(await matesOf(this.tx, unknown)));
    for (const company of unknown) this.asked.add(company);
  }

  private count(row: Omit<Mate, 'rank'>, kind: 'Lead' | 'Customer'): void {
    if (row.ownerId === null) return;
    this.gained.set(row.ownerId, (this.gained.get(row.ownerId) ?? 0) + 1);
    if (row.companyFolded !== null && this.asked.has(row.companyFolded))
      this.mates.push({ ...row, rank: kind === 'Customer' ? 0 : 1 });
  }

  /** Work on somebody moves them ahead among their company's; anything that says who holds them is read again. */
  private patch(id: string, to: object): void {
    if (DECIDING.some((field) => field in to)) this.forget();
    this.mates = this.mates.map((mate) => (mate.id === id ? { ...mate, ...to } : mate));
  }

  private forget(): void {
    this.all = undefined;
    this.gained.clear();
    this.mates = [];
    this.asked.clear();
  }
}
