import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { LeadRowFragment } from '../generated/operations.js';
import { useMoments } from '../language/moments.js';
import { useTexts } from '../language/texts.js';
import { leadWords } from './words.js';

interface Props {
  readonly lead: LeadRowFragment;
  readonly children?: ReactNode;
}

/** A lead in a list: who, where from, and how promising. */
export function LeadRow({ lead, children }: Props) {
  const t = useTexts(leadWords);
  const { ago } = useMoments();
  const { id, name, company, phone, source, score, receivedAt, status, owner } = lead;
  return (
    <article className="card item">
      <Link href={`/leads/${id}`} className="item-link">
        <span className="item-title">
          <strong>{name ?? phone ?? t.unnamed}</strong>
          {company && <span className="soft"> {company}</span>}
        </span>
        <span className="row tight">
          <span className="tag accent">{t[status]}</span>
          <span className="tag">{t.score(score)}</span>
          <span className="soft small">{source.name}</span>
          {owner && <span className="soft small">{owner.name}</span>}
        </span>
        <span className="soft small">
          {ago(receivedAt)}
          {phone && ` · ${phone}`}
        </span>
      </Link>
      {children && <div className="item-actions">{children}</div>}
    </article>
  );
}
