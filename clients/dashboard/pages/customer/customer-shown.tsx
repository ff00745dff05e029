import { useEffect, useRef, useState } from 'react';
import { useSearch } from 'wouter';
import { useAsk } from '../../connection/use-ask.js';
import { useStream } from '../../connection/use-stream.js';
import { isAtLeast, useViewer } from '../../connection/viewer.js';
import { ClaimButton } from '../../customer/claim-button.js';
import { GiveBack } from '../../customer/give-back.js';
import { Move } from '../../customer/move.js';
import { FollowUpForm } from '../../follow-up/follow-up-form.js';
import {
  CustomerPageDocument,
  OneCustomerChangedDocument,
  type CustomerPageQuery,
} from '../../generated/operations.js';
import { NotFound, Shown } from '../../ui/states.js';
import { Facts, Head } from './file.js';
import { Past } from './past.js';

/** Everything about one customer, as it is now. */
export function CustomerShown({ id }: { readonly id: string }) {
  const asked = useAsk(CustomerPageDocument, { id });
  const { data, refresh } = asked;
  const [after, setAfter] = useState<string | null>(null);
  if (data && after === null) setAfter(data.head);
  useStream(OneCustomerChangedDocument, after === null ? undefined : { customerId: id, after }, {
    next: () => void refresh(),
    missed: () => void refresh(),
  });
  return (
    <Shown asked={asked}>
      {({ customer }) => (customer ? <Customer customer={customer} refresh={refresh} /> : <NotFound />)}
    </Shown>
  );
}

interface CustomerProps {
  readonly customer: NonNullable<CustomerPageQuery['customer']>;
  readonly refresh: () => Promise<unknown>;
}

function Customer({ customer, refresh }: CustomerProps) {
  const viewer = useViewer();
  const form = useRef<HTMLDivElement>(null);
  const wantsFollowUp = new URLSearchParams(useSearch()).get('do') === 'follow-up';
  const goToForm = () => form.current?.scrollIntoView({ block: 'start' });
  useEffect(() => {
    if (wantsFollowUp) form.current?.scrollIntoView({ block: 'start' });
  }, [wantsFollowUp, customer.id]);
  const isWorkedOn = customer.owner !== null && !customer.stage.end;
  const mayWork = customer.owner?.id === viewer.id || isAtLeast(viewer.role, 'TEAM_LEAD');
  return (
    <div className="stack">
      <Head customer={customer}>
        {customer.pool && !customer.owner && <ClaimButton customer={customer} onDone={refresh} />}
      </Head>
      <div className="columns">
        <div className="stack">
          <Move
            customer={customer}
            mayMove={customer.owner !== null && mayWork}
            onFollowUp={goToForm}
            onChanged={refresh}
          />
          {isWorkedOn && mayWork && (
            <div ref={form} className="anchor">
              <FollowUpForm
                key={customer.id}
                subject={{ customerId: customer.id, followUpId: customer.followUpSuggestions.followUp?.id ?? null }}
                suggestions={customer.followUpSuggestions}
                purposes={customer.playbook.purposes}
                onRecorded={() => void refresh()}
              />
            </div>
          )}
        </div>
        <div className="stack">
          <Facts customer={customer} />
          <Past customer={customer} />
          {isWorkedOn && mayWork && <GiveBack customer={customer} onDone={refresh} />}
        </div>
      </div>
    </div>
  );
}
