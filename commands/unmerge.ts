import type { CustomerFile } from '../domain/customer/customer.js';
import { notFound, refuse, type Call, type Decision } from '../domain/decision.js';
import type { LeadFile } from '../domain/lead/lead.js';
import { scoreLead, type LeadScore } from '../domain/lead/scoring.js';
import { homeOf } from '../domain/merge/home.js';
import type { Merge } from '../domain/merge/merge.js';
import type { File } from '../domain/merge/kind.js';
import { decideUnmerge, movedBack, unmergeRefusal } from '../domain/merge/unmerge.js';
import { holderOf, type KnownNow } from '../domain/merge/unmerging.js';
import { heldOf } from '../domain/standing.js';
import { command } from './command.js';
import { standingFor } from './known-identity.js';
import { kindOfId } from './store/ids.js';
import {
  findMerge,
  identitiesCameWith,
  passedWith,
  standingMerges,
  wasMovedSince,
  type KnownBy,
} from './store/merges.js';
import { qualityOf } from './store/source-quality.js';
import { Overtaken } from './store/survivor.js';
import type { Tx } from './store/tx.js';

export interface Unmerge {
  /** Of the merge, or of the record that was merged. */
  readonly id: string;
}

export const unmerge = command('unmerge', async (tx, { id }: Unmerge, call) => {
  const mergedId = kindOfId(id) === 'Merge' ? (await findMerge(tx, id))?.fromId : id;
  if (mergedId === undefined) throw notFound('id');
  const found = await lockSurvivor(tx, mergedId);
  const merge = await findMerge(tx, id);
  if (!merge || merge.undoneAt !== null) return refuse({ code: 'ALREADY_CLOSED' });
  const merged = await tx.lockMerged(merge, merge.undo.stood.ownerId);
  if (heldOf(merged).mergedIntoId !== heldOf(found.survivor).id) throw new Overtaken();
  if (await isBelowAnother(tx, merge, found)) return refuse({ code: 'IN_USE' });
  return takenBack(tx, { merge, merged, ...found }, call);
});

interface Found {
  readonly survivor: File;
  /** What a surviving lead has become since. */
  readonly customer: CustomerFile | null;
}

/** Who is found under the id of the merged one now, if whoever asks sees them. The survivor's lock comes first: nobody locks the merged one without it. */
async function lockSurvivor(tx: Tx, mergedId: string): Promise<Found> {
  const kind = kindOfId(mergedId);
  if (kind === 'Customer') return { survivor: await tx.lockCustomer(mergedId, null, 'id'), customer: null };
  if (kind !== 'Lead') throw notFound('id');
  const survivor = await tx.lockAnyLead(mergedId, 'id');
  const { customerId } = survivor.lead;
  if (customerId !== null) return { survivor, customer: await tx.lockCustomer(customerId, null, 'id') };
  tx.requireSeen(survivor, 'id');
  return { survivor, customer: null };
}

/** A later merge took the survivor itself elsewhere: that one has to be taken back first. */
async function isBelowAnother(tx: Tx, merge: Merge, { survivor, customer }: Found): Promise<boolean> {
  if (heldOf(survivor).id !== merge.intoId) return true;
  return customer !== null && (await wasMovedSince(tx, merge.intoId));
}

interface Meant extends Found {
  readonly merge: Merge;
  readonly merged: File;
}

/** First everything goes back; then both are looked at with all that they have, and brought in line. */
async function takenBack(tx: Tx, meant: Meant, call: Call): Promise<Decision> {
  const { merge, merged, survivor } = meant;
  const { stood } = merge.undo;
  const home = homeOf(merged, holderOf(meant), stood);
  const facts = {
    ...meant,
    home,
    merged: home.ownerId === stood.ownerId ? merged : await tx.lockMerged(merge, home.ownerId),
    standing: await standingMerges(tx, merge.intoId),
    passed: await passedWith(tx, merge.id),
    identities: await knownNow(tx, merge),
    standingOfSurvivor: await standingFor(tx, idsOf(survivor)),
    scoreOf: await scoring(tx, [survivor, merged]),
  };
  const refusal = unmergeRefusal(facts, call);
  if (refusal) return refuse(refusal);
  await tx.write(movedBack(facts, call));
  const found = await readAnew(tx, meant);
  return decideUnmerge({ ...facts, ...found, merged: await tx.lockMerged(merge, home.ownerId) }, call);
}

async function readAnew(tx: Tx, { survivor, customer }: Found): Promise<Found> {
  const { id } = heldOf(survivor);
  return {
    survivor: 'lead' in survivor ? await tx.lockAnyLead(id) : await tx.lockAnyCustomer(id),
    customer: customer && (await tx.lockAnyCustomer(customer.customer.id)),
  };
}

async function knownNow(tx: Tx, merge: Merge): Promise<readonly KnownNow[]> {
  const known: KnownNow[] = [];
  for (const one of await identitiesCameWith(tx, merge.id)) known.push(await whoIsKnown(tx, one, merge));
  return known;
}

async function whoIsKnown(tx: Tx, { kind, value, ...held }: KnownBy, merge: Merge): Promise<KnownNow> {
  const { leadId, customerId } = held;
  if (leadId === null && customerId === null) return { kind, value, by: 'NOBODY' };
  const isSurvivor = (merge.kind === 'LEAD' ? leadId : customerId) === merge.intoId;
  return { kind, value, by: isSurvivor ? 'SURVIVOR' : await standingFor(tx, held) };
}

const idsOf = (file: File) =>
  'lead' in file
    ? { leadId: file.lead.id, customerId: file.lead.customerId }
    : { leadId: null, customerId: file.customer.id };

async function scoring(tx: Tx, files: readonly File[]): Promise<(file: LeadFile) => LeadScore> {
  const { scoring: settings } = await tx.loadSettings();
  const quality = new Map<string, number>();
  for (const file of files)
    if ('lead' in file) quality.set(file.lead.sourceId, await qualityOf(tx, file.lead.sourceId));
  return ({ lead }) => scoreLead({ ...lead, sourceQuality: quality.get(lead.sourceId) ?? null }, settings);
}
