import { routeOf, type RoutedFacts } from '../../domain/lead/assignment.js';
import { chooseOwner } from '../../domain/lead/choose-owner.js';
import type { Place } from '../../domain/lead/place.js';
import { localDay } from '../../domain/calendar.js';
import type { Viewer } from '../../domain/policy.js';
import type { ClaimRecord } from '../../domain/pool/quota.js';
import type { Chances } from './chances.js';
import type { Crew } from './crew.js';

interface Sought {
  readonly facts: Omit<RoutedFacts, 'companySize'>;
  readonly lastOwnerId?: string | null;
  readonly exceptId?: string | null;
}

/** Who gets whom, where that depends on what everybody else has: lives are told one after the other, so these counts are of all told so far. */
export class Placing {
  private readonly holding = new Map<string, number>();
  private readonly claims = new Map<string, number>();

  constructor(
    private readonly crew: Crew,
    private readonly chances: Chances,
  ) {}

  /** Somebody by the rules of the organisation, out of one team that is drawn: of all, everybody would have to be asked each time. */
  place({ facts, lastOwnerId = null, exceptId = null }: Sought, now: Date): Place {
    const { settings, teams } = this.crew;
    const team = lastOwnerId === null ? this.chances.pick(teams) : this.crew.teamOf(lastOwnerId);
    const people = [team.lead, ...team.sales].map((one) => ({ ...one, holding: this.held(one.id) }));
    const roster = {
      people,
      teams: [{ id: team.id, leadId: team.lead.id, playbookId: team.playbook.id, lastAssignedId: null }],
      known: [],
    };
    const route = routeOf({ ...facts, companySize: null }, settings.assignment);
    const chosen = chooseOwner({ route, settings: settings.assignment, roster, lastOwnerId, exceptId, now });
    if (chosen.ownerId === null) return { chosen: null, tell: chosen.tell, open: [] };
    return { chosen, around: this.crew.aroundLead(chosen.ownerId) };
  }

  /** What counts for and against somebody who claims; `count` once they have. */
  claimer(by: Viewer, now: Date): { readonly record: ClaimRecord; readonly count: () => void } {
    const day = `${by.id} ${localDay(now, this.crew.settings.timeZone)}`;
    const claimedToday = this.claims.get(day) ?? 0;
    return {
      record: { claimedToday, held: this.held(by.id), misses: [], gaveUpAt: null },
      count: () => void this.claims.set(day, claimedToday + 1),
    };
  }

  hold(userId: string): void {
    this.holding.set(userId, this.held(userId) + 1);
  }

  held(userId: string): number {
    return this.holding.get(userId) ?? 0;
  }
}
