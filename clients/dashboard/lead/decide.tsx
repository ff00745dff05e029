import type { FormEvent } from 'react';
import { useLocation } from 'wouter';
import { useAct } from '../connection/use-act.js';
import { useAsk } from '../connection/use-ask.js';
import { useViewer } from '../connection/viewer.js';
import {
  DisqualifyDocument,
  QualifyDocument,
  ReasonsForDocument,
  TakeLeadDocument,
  type LeadRowFragment,
} from '../generated/operations.js';
import { useTexts } from '../language/texts.js';
import { ReasonFields } from '../ui/reason-fields.js';
import { useToasts } from '../ui/toasts.js';
import { leadWords } from './words.js';

interface Props {
  readonly lead: LeadRowFragment;
  readonly refresh: () => Promise<unknown>;
}

/** Takes a lead out of its pool. */
export function Take({ lead, refresh }: Props) {
  const t = useTexts(leadWords);
  const toasts = useToasts();
  const [take, isBusy] = useAct(TakeLeadDocument);
  const claim = async () => {
    if (await take({ input: { leadId: lead.id } })) toasts.show({ tone: 'good', text: t.taken });
    await refresh();
  };
  return (
    <button type="button" className="primary" disabled={isBusy} onClick={() => void claim()}>
      {t.take}
    </button>
  );
}

/** Whether it becomes a customer. */
export function Decide({ lead, refresh }: Props) {
  const viewer = useViewer();
  if (viewer.role === 'SALES' && lead.owner && lead.owner.id !== viewer.id) return null;
  return (
    <section className="card stack">
      <Qualify lead={lead} refresh={refresh} />
      <GiveUp lead={lead} refresh={refresh} />
    </section>
  );
}

function Qualify({ lead, refresh }: Props) {
  const t = useTexts(leadWords);
  const toasts = useToasts();
  const [, navigate] = useLocation();
  const [qualify, isBusy] = useAct(QualifyDocument);
  const makeCustomer = async () => {
    const payload = await qualify({ input: { leadId: lead.id } });
    if (!payload?.customer) return void refresh();
    toasts.show({ tone: 'good', text: t.qualified });
    navigate(`/customers/${payload.customer.id}`);
  };
  return (
    <button type="button" className="primary" disabled={isBusy} onClick={() => void makeCustomer()}>
      {t.qualify}
    </button>
  );
}

function GiveUp({ lead, refresh }: Props) {
  const t = useTexts(leadWords);
  const toasts = useToasts();
  const [disqualify, isBusy] = useAct(DisqualifyDocument);
  const { data } = useAsk(ReasonsForDocument, { kind: 'DISQUALIFY' as const, leadId: lead.id });
  const giveUp = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const note = given.get('note') as string | null;
    const input = { leadId: lead.id, reason: given.get('reason') as string, ...(note && { note }) };
    if (await disqualify({ input })) toasts.show({ tone: 'good', text: t.disqualified });
    await refresh();
  };
  return (
    <details>
      <summary>{t.disqualify}</summary>
      <form className="stack inset" onSubmit={(event) => void giveUp(event)}>
        <ReasonFields reasons={data?.reasons ?? []} />
        <button type="submit" disabled={isBusy}>
          {t.disqualify}
        </button>
      </form>
    </details>
  );
}
