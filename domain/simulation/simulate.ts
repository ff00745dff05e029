import { after } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import { byDueOrder, type Deadline } from '../deadline/deadline.js';
import { effectOf } from '../deadline/reach.js';
import { rearm } from '../deadline/rearm.js';
import type { Call } from '../decision.js';
import { latest } from '../latest.js';
import { message } from '../message.js';
import { firstStage } from '../playbook/playbook.js';
import type { Viewer } from '../policy.js';
import { badInput } from '../decision.js';
import { carriedOn } from '../settle.js';
import { entered, followed, isOnDraft } from './off-draft.js';
import { actsBefore, type Act, type Past } from './past.js';
import { newOwner, replayed } from './replay.js';
import type { Setting } from './setting.js';
import { standAt, timersAt } from './stand.js';
import { effectsIn, type Tally } from './tally.js';

/** What a simulation looks at: from a moment on, until just before another. */
export interface Window {
  readonly from: Date;
  readonly to: Date;
}

/** One customer on its way through a window. */
interface Course {
  readonly past: Past;
  readonly setting: Setting;
  readonly tally: Tally;
  readonly newId: Call['newId'];
}

/** Leads one customer through its past once more, on the draft: people do what they did, timers do what the draft says. Counts what comes of it. */
export function simulateCustomer(past: Past, { from, to }: Window, setting: Setting, tally: Tally): void {
  const course: Course = { past, setting, tally, newId: countedUp() };
  const { createdAt } = past.customer;
  let since = latest([from, createdAt]);
  let file = createdAt < from ? stoodAt(course, from) : createdOn(course, createdAt);
  for (const act of actsBefore(past.log, to)) {
    file = replay(course, timePassed(course, file, { from: since, to: act.at }), act);
    since = act.at;
  }
  timePassed(course, file, { from: since, to: new Date(to.getTime() - 1) });
}

/** The timers of a customer that was there already: what was due before the window has fired, as far as it fires once. */
function stoodAt({ past, setting, newId }: Course, from: Date): CustomerFile {
  const file = standAt(past, from, setting);
  if (!isOnDraft(file)) return file;
  const justBefore = { by: null, now: new Date(from.getTime() - 1), newId };
  return after(file, rearm(file, justBefore, { wanted: timersAt(file, past) }));
}

/** A new customer begins in the draft's first stage. */
function createdOn({ past, setting, newId }: Course, now: Date): CustomerFile {
  const file = standAt(past, now, setting);
  const call = { by: null, now, newId };
  const began = entered(file, firstStage(setting.shared.playbook), call);
  return carriedOn(began, began, call);
}

/** So many timers of one customer are due in a window only where a rule's span is far too short. */
const MOST_TIMERS = 5_000;

/** Everything that is due until a moment has its effect at its time, or at once where that was over when it was armed. */
function timePassed(course: Course, start: CustomerFile, { from, to: until }: Window): CustomerFile {
  let file = start;
  let now = from.getTime();
  for (let fired = 0; fired <= MOST_TIMERS; fired += 1) {
    const next = firstDue(file.deadlines);
    if (!next || next.dueAt > until) return file;
    now = Math.max(now, next.dueAt.getTime());
    file = fire(course, file, next, new Date(now));
  }
  throw badInput('definition', message('SIMULATED_TOO_OFTEN', { max: MOST_TIMERS }));
}

const firstDue = (deadlines: readonly Deadline[]): Deadline | undefined =>
  deadlines.reduce<Deadline | undefined>(
    (first, one) => (first && byDueOrder(first, one) <= 0 ? first : one),
    undefined,
  );

function fire(
  { past, setting, tally, newId }: Course,
  file: CustomerFile,
  deadline: Deadline,
  now: Date,
): CustomerFile {
  const call = { by: null, now, newId };
  const changes = effectOf(file, deadline, null, call);
  for (const { effect, poolId } of effectsIn(changes))
    tally.count({ effect, at: now, customerId: past.customer.id, because: [deadline.because] }, poolId);
  return surrounded(setting, file, carriedOn(file, after(file, changes), call));
}

/** What was done in one go is done in one go. */
function replay({ past, setting, tally, newId }: Course, stood: CustomerFile, act: Act): CustomerFile {
  const file = takenOver(setting, stood, act);
  const call = { by: act.actorId === null ? null : somebody(act.actorId), now: act.at, newId };
  const scene = { before: file, act, past, setting, call };
  if (!isOnDraft(file)) return surrounded(setting, file, followed(file, scene));
  const result = act.entries.reduce((state, entry) => {
    const { changes, refused } = replayed(state, entry, scene);
    if (refused) tally.count({ effect: 'MOVE_REFUSED', at: act.at, customerId: past.customer.id, because: refused });
    return after(state, changes);
  }, file);
  if (result === file) return stood;
  if (!isOnDraft(result)) return surrounded(setting, file, { ...result, deadlines: [] });
  return surrounded(setting, file, carriedOn(file, result, call));
}

/** Whoever takes a customer out of a pool stands around it with their people from the first. */
function takenOver(setting: Setting, file: CustomerFile, { entries }: Act): CustomerFile {
  const taken = entries.find(({ type }) => type === 'CUSTOMER_CLAIMED' || type === 'CUSTOMER_ASSIGNED');
  return taken && file.customer.ownerId === null ? { ...file, ...setting.around(newOwner(taken), []) } : file;
}

/** Whoever did it had the right to, whatever rights they have today. */
const somebody = (id: string): Viewer => ({
  id,
  role: 'ADMIN',
  teamId: null,
  active: true,
  onLeaveUntil: null,
  delegateId: null,
  ledTeamIds: [],
});

/** With another owner other people stand around the customer. */
function surrounded(setting: Setting, before: CustomerFile, file: CustomerFile): CustomerFile {
  const { ownerId } = file.customer;
  if (ownerId === before.customer.ownerId) return file;
  const doers = file.followUps.map((followUp) => followUp.ownerId);
  return { ...file, ...setting.around(ownerId, doers) };
}

function countedUp(): Call['newId'] {
  let made = 0;
  return (kind) => `${kind}${(made += 1)}`;
}
