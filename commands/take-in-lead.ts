import { captureLead, type CaptureLead } from './capture-lead.js';
import { command } from './command.js';

/** What a provider said of somebody while they were delivered: of the same delivery again it is the same, whatever the provider says by then. */
export class Verified {
  constructor(
    readonly who: Pick<CaptureLead, 'phone' | 'openId' | 'unionId'>,
    /** Tells one delivery from another where it has no id of its own. */
    readonly deliveryId: string | null,
    private readonly mark: string,
  ) {}

  toJSON(): string {
    return this.mark;
  }
}

export interface TakeInLead extends CaptureLead {
  readonly verified?: Verified;
}

/** What captureLead does, for a source that delivers by itself; `isMade` where this very call made the lead. */
export const takeInLead = command('intake', async (tx, { verified, ...input }: TakeInLead, call) => {
  const externalId = input.externalId ?? verified?.deliveryId ?? null;
  const decision = await captureLead.body(tx, { ...input, externalId, ...verified?.who }, call);
  if (!decision.accepted) return decision;
  const isMade = decision.changes.length > 0 && typeof decision.answer['leadId'] === 'string';
  return isMade ? { ...decision, answer: { ...decision.answer, isMade: 1 } } : decision;
});
