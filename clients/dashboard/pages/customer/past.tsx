import { FollowUpList } from '../../follow-up/follow-up-list.js';
import type { CustomerFileFragment } from '../../generated/operations.js';
import { useMoments } from '../../language/moments.js';
import { useTexts } from '../../language/texts.js';
import { customerWords } from '../../customer/words.js';

/** What was said, and the way that was gone. */
export function Past({ customer }: { readonly customer: CustomerFileFragment }) {
  const t = useTexts(customerWords);
  const { moment } = useMoments();
  return (
    <>
      <section className="card stack" aria-labelledby="follow-ups-title">
        <h2 id="follow-ups-title">{t.followUps}</h2>
        <FollowUpList followUps={customer.followUps.nodes} />
      </section>
      <section className="card stack" aria-labelledby="history-title">
        <h2 id="history-title">{t.history}</h2>
        <ol className="timeline">
          {[...customer.stageHistory].reverse().map(({ stage, enteredAt, by, reasonLabel, note }) => (
            <li key={`${stage.code} ${enteredAt}`}>
              <strong>{stage.label}</strong> <span className="soft small">{moment(enteredAt)}</span>
              <div className="soft small">{[by?.name, reasonLabel, note].filter(Boolean).join(' · ')}</div>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}
