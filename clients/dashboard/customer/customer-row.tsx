import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { CustomerRowFragment } from '../generated/operations.js';
import { useMoments } from '../language/moments.js';
import { useTexts } from '../language/texts.js';
import { customerWords } from './words.js';

interface Props {
  readonly customer: CustomerRowFragment;
  /** What can be done with it here. */
  readonly children?: ReactNode;
}

/** A customer in a list: who, where they stand, and what is next. */
export function CustomerRow({ customer, children }: Props) {
  const t = useTexts(customerWords);
  const { moment } = useMoments();
  const { id, name, company, phone, stage, intent, owner, nextFollowUp, reclaimAt } = customer;
  return (
    <article className="card item">
      <Link href={`/customers/${id}`} className="item-link">
        <span className="item-title">
          <strong>{name}</strong>
          {company && <span className="soft"> {company}</span>}
        </span>
        <span className="row tight">
          <span className="tag accent">{stage.label}</span>
          {intent === 'HIGH' && <span className="tag warn">{t.HIGH}</span>}
          <span className="soft small">{owner ? owner.name : t.nobody}</span>
          {phone && <span className="soft small">{phone}</span>}
        </span>
        {nextFollowUp?.dueAt && (
          <span className={`small ${nextFollowUp.status === 'OVERDUE' ? 'late' : 'soft'}`}>
            {nextFollowUp.purpose} · {moment(nextFollowUp.dueAt)}
          </span>
        )}
        {reclaimAt && isSoon(reclaimAt) && (
          <span className="small late">
            {t.reclaim} · {moment(reclaimAt)}
          </span>
        )}
      </Link>
      {children && <div className="item-actions">{children}</div>}
    </article>
  );
}

const isSoon = (at: string): boolean => Date.parse(at) - Date.now() < 2 * 86_400_000;
