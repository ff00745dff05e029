import { captureLead, type CaptureLead } from './capture-lead.js';
import { command } from './command.js';

/** What captureLead does, for a source that delivers by itself; `isMade` where this very call made the lead. */
export const takeInLead = command('intake', async (tx, input: CaptureLead, call) => {
  const decision = await captureLead.body(tx, input, call);
  if (!decision.accepted) return decision;
  const isMade = decision.changes.length > 0 && typeof decision.answer['leadId'] === 'string';
  return isMade ? { ...decision, answer: { ...decision.answer, isMade: 1 } } : decision;
});
