import { event, set, type Changes } from '../change.js';
import type { Call } from '../decision.js';
import { cancelled } from '../follow-up/cancel.js';
import { message } from '../message.js';
import { poolFor } from '../pool/pool.js';
import { settled } from '../settle.js';
import type { LeadFile } from './lead.js';

/** An open lead goes to somebody else as part of a hand-over, with the open follow-ups of its old owner. */
export function leadHandedTo(file: LeadFile, toId: string, handOverId: string, call: Call): Changes {
  const { lead, followUps } = file;
  const changes: Changes = [
    set('Lead', lead.id, {
      status: 'ASSIGNED',
      ownerId: toId,
      ownedSince: call.now,
      lastOwnerId: lead.ownerId,
      assignedBecause: message('BECAUSE_HANDED_OVER'),
    }),
    ...followUps
      .filter(({ ownerId }) => ownerId === lead.ownerId)
      .map(({ id, version }) => set('FollowUp', id, { ownerId: toId, version: version + 1 })),
    event('LEAD_ASSIGNED', { leadId: lead.id, data: { ownerId: toId, from: lead.ownerId, handOverId } }),
  ];
  return settled(file, changes, call);
}

/** An open lead waits in the lead pool for somebody new; its open follow-ups end. */
export function leadToPool(file: LeadFile, handOverId: string, call: Call): Changes {
  const { lead } = file;
  const pool = poolFor(file.pools, 'LEAD', file.ownerTeam?.id ?? null);
  if (!pool) throw new Error(`There is no lead pool for ${lead.id}`);
  const changes: Changes = [
    ...file.followUps.flatMap((followUp) => cancelled(followUp, 'POOLED', call)),
    set('Lead', lead.id, {
      status: 'POOLED',
      ownerId: null,
      ownedSince: null,
      lastOwnerId: lead.ownerId,
      poolId: pool.id,
      assignedBecause: null,
    }),
    event('LEAD_POOLED', { leadId: lead.id, data: { poolId: pool.id, from: lead.ownerId, handOverId } }),
  ];
  return settled(file, changes, call);
}
