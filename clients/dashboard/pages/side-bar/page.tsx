import { useCallback, useEffect, useState } from 'react';
import { useAsk } from '../../connection/use-ask.js';
import { BesideChatDocument } from '../../generated/operations.js';
import { useTexts } from '../../language/texts.js';
import { Empty, Loading, Shown } from '../../ui/states.js';
import { CustomerShown } from '../customer/customer-shown.js';
import { LeadShown } from '../lead/lead-shown.js';
import { contactInChat, type Found } from './contact-in-chat.js';
import { Stranger } from './stranger.js';
import { sideBarWords } from './words.js';

/** Beside a chat in WeCom: the customer or lead whom it is with. */
export default function SideBarPage() {
  const t = useTexts(sideBarWords);
  const [found, setFound] = useState<Found | null>(null);
  const look = useCallback(() => void contactInChat().then(setFound), []);
  useEffect(() => {
    look();
    // WeCom may keep the page for the next chat.
    const lookAgain = () => document.hidden || look();
    document.addEventListener('visibilitychange', lookAgain);
    return () => document.removeEventListener('visibilitychange', lookAgain);
  }, [look]);
  if (found === null) return <Loading />;
  if (found.as === 'CONTACT') return <Known key={found.id} contactId={found.id} />;
  return (
    <Empty>
      <p role="alert">{found.as === 'FAILED' ? t.failed : t[found.as]}</p>
      {found.as === 'FAILED' && <p className="small">{found.why}</p>}
      {found.as !== 'OUTSIDE' && (
        <button type="button" onClick={look}>
          {t.again}
        </button>
      )}
    </Empty>
  );
}

function Known({ contactId }: { readonly contactId: string }) {
  const asked = useAsk(BesideChatDocument, { input: { wecomExternalUserId: contactId } });
  return (
    <Shown asked={asked}>
      {({ customerByIdentity, leadByIdentity }) => {
        if (customerByIdentity) return <CustomerShown id={customerByIdentity.id} />;
        if (leadByIdentity) return <LeadShown id={leadByIdentity.id} />;
        return <Stranger contactId={contactId} onKnown={asked.refresh} />;
      }}
    </Shown>
  );
}
