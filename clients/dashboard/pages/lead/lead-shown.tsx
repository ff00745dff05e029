import { useState } from 'react';
import { Link } from 'wouter';
import { useAsk } from '../../connection/use-ask.js';
import { useStream } from '../../connection/use-stream.js';
import { FollowUpForm } from '../../follow-up/follow-up-form.js';
import { FollowUpList } from '../../follow-up/follow-up-list.js';
import {
  LeadEventsDocument,
  LeadFileDocument,
  LeadPurposesDocument,
  type LeadFileQuery,
} from '../../generated/operations.js';
import { useTexts } from '../../language/texts.js';
import { Decide, Take } from '../../lead/decide.js';
import { LeadFile } from '../../lead/lead-file.js';
import { leadWords } from '../../lead/words.js';
import { NotFound, Shown } from '../../ui/states.js';

interface Props {
  readonly lead: NonNullable<LeadFileQuery['lead']>;
  readonly refresh: () => Promise<unknown>;
}

/** Everything about one lead, as it is now. */
export function LeadShown({ id }: { readonly id: string }) {
  const asked = useAsk(LeadFileDocument, { id });
  const { data, refresh } = asked;
  const [after, setAfter] = useState<string | null>(null);
  if (data && after === null) setAfter(data.head);
  useStream(LeadEventsDocument, after === null ? undefined : { after }, {
    next: ({ events }) => {
      if (events.lead?.id === id) void refresh();
    },
    missed: () => void refresh(),
  });
  return <Shown asked={asked}>{({ lead }) => (lead ? <Lead lead={lead} refresh={refresh} /> : <NotFound />)}</Shown>;
}

function Lead({ lead, refresh }: Props) {
  const t = useTexts(leadWords);
  const { data } = useAsk(LeadPurposesDocument, {});
  const { id, status, owner, followUps, followUpSuggestions } = lead;
  const isOpen = status === 'NEW' || status === 'ASSIGNED';
  return (
    <div className="stack">
      <Head lead={lead} />
      <div className="columns">
        <div className="stack">
          {status === 'POOLED' && <Take lead={lead} refresh={refresh} />}
          {isOpen && <Decide lead={lead} refresh={refresh} />}
          {isOpen && owner && data && (
            <FollowUpForm
              key={id}
              subject={{ leadId: id, followUpId: followUpSuggestions.followUp?.id ?? null }}
              suggestions={followUpSuggestions}
              purposes={data.playbooks[0]?.purposes ?? []}
              onRecorded={() => void refresh()}
            />
          )}
        </div>
        <div className="stack">
          <LeadFile lead={lead} />
          <section className="card stack" aria-labelledby="follow-ups-title">
            <h2 id="follow-ups-title">{t.followUps}</h2>
            <FollowUpList followUps={followUps.nodes} />
          </section>
        </div>
      </div>
    </div>
  );
}

function Head({ lead }: Pick<Props, 'lead'>) {
  const t = useTexts(leadWords);
  const { name, company, status, score, source, owner, customer, assignedBecause } = lead;
  return (
    <header className="card stack tight">
      <h1>
        {name ?? t.unnamed} {company && <span className="soft company">{company}</span>}
      </h1>
      <div className="row">
        <span className="tag accent">{t[status]}</span>
        <span className="tag">{t.score(score)}</span>
        <span className="soft">{source.name}</span>
        {owner && <span className="soft">{owner.name}</span>}
      </div>
      {assignedBecause && <p className="soft small">{assignedBecause}</p>}
      {customer && <Link href={`/customers/${customer.id}`}>{t.openCustomer}</Link>}
    </header>
  );
}
