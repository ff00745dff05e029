import { sdk, signedIn } from '../connection/connection.js';
import { isLineLost, line } from '../connection/line.js';
import { inChosenLanguage } from '../connection/in-chosen-language.js';
import type { Refusal } from '../connection/refusal.js';
import { told } from '../connection/told.js';
import { FinishFollowUpDocument, SendFollowUpDocument } from '../generated/operations.js';
import { drafts, newKey, type Draft } from './drafts.js';

export type Sent =
  | { readonly as: 'RECORDED' }
  | { readonly as: 'REFUSED'; readonly refusal: Refusal }
  /** The network is lost: it goes by itself when it is back. */
  | { readonly as: 'WAITING' }
  | { readonly as: 'FAILED'; readonly cause: unknown };

/** Counts what became of drafts that waited, for whoever shows one. */
export const settled = told(0);

let going = new AbortController();

/** At somebody's sign-out: what they typed is forgotten, and what is on its way isn't tried again. */
export function forgetAll(personId: string): void {
  drafts.forgetAll(personId);
  stop();
}

function stop(): void {
  going.abort();
  going = new AbortController();
}

// In whichever tab it was that they signed out.
signedIn.subscribe(() => signedIn.get() || stop());

/** Sends a draft, and keeps it until the answer says what became of it. */
export async function send(draft: Draft): Promise<Sent> {
  drafts.keep({ ...draft, isOnItsWay: true });
  try {
    const { refusal } = await recorded(draft);
    line.works();
    if (refusal) giveBack(draft);
    else drafts.forget(draft);
    return refusal ? { as: 'REFUSED', refusal } : { as: 'RECORDED' };
  } catch (cause) {
    if (!drafts.isKept(draft)) return { as: 'WAITING' };
    line.failed(cause);
    if (isLineLost(cause)) return { as: 'WAITING' };
    giveBack(draft);
    return { as: 'FAILED', cause };
  }
}

/** What was refused is remembered with its key: what is mended needs another. What was forgotten meanwhile, at a sign-out, stays so. */
function giveBack(draft: Draft): void {
  if (drafts.isKept(draft)) drafts.keep({ ...draft, key: newKey(), isOnItsWay: false });
}

async function recorded({ subject, values, key }: Draft): Promise<{ readonly refusal: Refusal | null }> {
  const { customerId, leadId, followUpId } = subject;
  const { signal } = going;
  const input = {
    channel: values.channel,
    outcome: values.outcome,
    note: values.note,
    goalMet: values.goalMet,
    next: { dueAt: values.nextAt!, purposeCode: values.nextPurpose },
    idempotencyKey: key,
  };
  if (followUpId !== null) {
    const variables = { input: { ...input, followUpId } };
    return (await sdk.request(FinishFollowUpDocument, translated(FinishFollowUpDocument, variables), { signal }))
      .completeFollowUp;
  }
  const about = customerId === undefined ? { leadId: leadId! } : { customerId };
  const variables = { input: { ...input, ...about } };
  return (await sdk.request(SendFollowUpDocument, translated(SendFollowUpDocument, variables), { signal }))
    .recordFollowUp;
}

const translated = <Variables extends object>(
  document: typeof SendFollowUpDocument | typeof FinishFollowUpDocument,
  variables: Variables,
): Variables => inChosenLanguage(document, variables) as Variables;

/** Sends what somebody left waiting, once now and whenever the line is back; answers how to stop. */
export function sendWhatWaits(personId: string, tell: (sent: Sent) => void): () => void {
  let isSending = false;
  const sendAll = async () => {
    if (isSending || line.get().isLost) return;
    isSending = true;
    for (const draft of drafts.onTheirWay(personId)) {
      if (!drafts.isKept(draft)) continue;
      const sent = await send(draft);
      if (sent.as === 'WAITING') break;
      settled.set(settled.get() + 1);
      tell(sent);
    }
    isSending = false;
  };
  void sendAll();
  return line.subscribe(() => void sendAll());
}
