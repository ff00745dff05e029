import type { Selectable } from 'kysely';
import { after, type Change } from '../domain/change.js';
import { accept, type Call } from '../domain/decision.js';
import { isOpen, LEAD_STATUSES, type LeadFile } from '../domain/lead/lead.js';
import { movedTo, type Chosen, type Place } from '../domain/lead/place.js';
import { broughtTo, crosses, isScoredAnew, scored } from '../domain/lead/rescore.js';
import { scoreLead, type LeadScore } from '../domain/lead/scoring.js';
import { settled } from '../domain/settle.js';
import type { Lead, RescoreRun } from '../schema/generated/kysely/types.js';
import { command } from './command.js';
import { placeByRules } from './place.js';
import type { Settings } from './store/settings.js';
import type { Tx } from './store/tx.js';

export interface RescoreBatch {
  /** Leads in one transaction. */
  readonly limit: number;
}

/** NONE: nothing is to be scored anew, or another worker is at it. */
export type Rescored = 'NONE' | 'MORE' | 'DONE';

/**
 * Scores the next open leads by the rules of now. How far it has come is written with their scores, so a worker that dies is followed by
 * another, who neither leaves one out nor tells of one twice.
 */
export const rescoreBatch = command('rescoreBatch', async (tx, { limit }: RescoreBatch, call) => {
  const run = await nextRun(tx);
  if (!run) return accept([], { outcome: 'NONE' satisfies Rescored });
  const settings = await tx.loadSettings();
  const leads = await nextLeads(tx, run, limit);
  const changes: Change[] = [];
  const taken: Chosen[] = [];
  for (const lead of leads) {
    const score = scoreLead({ ...lead, sourceQuality: lead.quality }, settings.scoring);
    const isCrossing = crosses(lead, score.score, settings.scoring.threshold);
    if (!isCrossing && !isScoredAnew(lead, score)) continue;
    const file = await tx.lockAnyLead(lead.id);
    const place = isCrossing ? await placeFor(tx, file, settings, taken) : null;
    if (place?.chosen) taken.push(place.chosen);
    changes.push(...rescoredFile(file, score, place, call));
  }
  const isDone = leads.length < limit;
  await keepProgress(tx, run, { lastLeadId: leads.at(-1)?.id, count: leads.length, isDone });
  return accept(changes, { outcome: (isDone ? 'DONE' : 'MORE') satisfies Rescored });
});

async function nextRun({ sql: db }: Tx): Promise<Selectable<RescoreRun> | undefined> {
  return db
    .selectFrom('RescoreRun')
    .selectAll()
    .where('finishedAt', 'is', null)
    .orderBy('startedAt')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

const OPEN = LEAD_STATUSES.filter((status) => isOpen({ status }));

async function nextLeads(
  { sql: db }: Tx,
  { lastLeadId }: Selectable<RescoreRun>,
  limit: number,
): Promise<readonly (Selectable<Lead> & { quality: number })[]> {
  return db
    .selectFrom('Lead')
    .innerJoin('Source', 'Source.id', 'Lead.sourceId')
    .selectAll('Lead')
    .select('Source.quality')
    .where('Lead.status', 'in', OPEN)
    .where('Lead.id', '>', lastLeadId ?? '')
    .orderBy('Lead.id')
    .limit(limit)
    .forUpdate('Lead')
    .execute();
}

/** Nobody is told of those who find nobody: they waited before, and there may be thousands. */
function rescoredFile(file: LeadFile, score: LeadScore, place: Place | null, call: Call): readonly Change[] {
  const changes = scored(file, score);
  if (!place?.chosen) return settled(file, changes, call);
  const theirs = movedTo(file, place);
  return settled(theirs, [...changes, ...broughtTo(after(theirs, changes), place, call)], call);
}

async function placeFor(
  tx: Tx,
  { lead, pools }: LeadFile,
  settings: Settings,
  taken: readonly Chosen[],
): Promise<Place> {
  const company = { companyFolded: lead.companyFolded, leadId: lead.id };
  const unplaced = { facts: lead, company, lastOwnerId: lead.lastOwnerId };
  return placeByRules(tx, unplaced, { settings, pools }, taken);
}

async function keepProgress(
  { sql: db, now }: Tx,
  run: Selectable<RescoreRun>,
  { lastLeadId, count, isDone }: { lastLeadId: string | undefined; count: number; isDone: boolean },
): Promise<void> {
  await db
    .updateTable('RescoreRun')
    .set({
      lastLeadId: lastLeadId ?? run.lastLeadId,
      done: run.done + count,
      heartbeatAt: now,
      finishedAt: isDone ? now : null,
    })
    .where('id', '=', run.id)
    .execute();
}
