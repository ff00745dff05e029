import type { ReactNode } from 'react';
import type { CustomerFileFragment } from '../../generated/operations.js';
import { useDay, useMoments } from '../../language/moments.js';
import { useTexts } from '../../language/texts.js';
import { customerWords } from '../../customer/words.js';
import { Icon } from '../../ui/icon.js';

interface Props {
  readonly customer: CustomerFileFragment;
}

/** Who it is, whose, and what is due. */
export function Head({ customer, children }: Props & { readonly children: ReactNode }) {
  const t = useTexts(customerWords);
  const { moment } = useMoments();
  const { name, company, phone, owner, intent, nextFollowUp, reclaimAt, reclaimBecause, tags } = customer;
  return (
    <header className="card stack tight">
      <div className="row spread">
        <h1>
          {name} {company && <span className="soft company">{company}</span>}
        </h1>
        {phone && !customer.contactMasked && (
          <a className="button" href={`tel:${phone}`}>
            <Icon name="phone" />
            {t.call}
          </a>
        )}
        {children}
      </div>
      <div className="row">
        <span className="soft">{owner ? `${t.owner} ${owner.name}` : (customer.pool?.name ?? t.nobody)}</span>
        <span className={`tag ${intent === 'HIGH' ? 'warn' : ''}`}>{t[intent]}</span>
        {tags.map((tag) => (
          <span key={tag} className="tag">
            {tag}
          </span>
        ))}
      </div>
      {nextFollowUp?.dueAt && (
        <p className={nextFollowUp.status === 'OVERDUE' ? 'late' : ''}>
          {t.next}：{nextFollowUp.purpose} · {moment(nextFollowUp.dueAt)}
        </p>
      )}
      {reclaimAt && (
        <p className="soft small">
          {t.reclaim}：{moment(reclaimAt)} {reclaimBecause}
        </p>
      )}
    </header>
  );
}

/** What is known of them, and what isn't yet. */
export function Facts({ customer }: Props) {
  const t = useTexts(customerWords);
  const { moment } = useMoments();
  const day = useDay();
  const { facts, phone, email, wechat, source, contactMasked } = customer;
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t.phone, phone],
    [t.email, email],
    [t.wechat, wechat],
    [t.source, source?.name],
    [t.need, facts.need],
    [t.budget, facts.budget],
    [t.timeline, facts.timeline],
    [t.decisionMaker, facts.decisionMaker],
    [t.decisionDate, facts.decisionDate && day(facts.decisionDate)],
    [t.invoice, facts.invoice?.title],
  ];
  return (
    <section className="card stack" aria-labelledby="facts-title">
      <h2 id="facts-title">{t.file}</h2>
      {contactMasked && <p className="soft small">{t.masked}</p>}
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value || <span className="soft">{t.unknown}</span>}</dd>
          </div>
        ))}
        {facts.quotes.map(({ id, amount, currency, sentAt, statusText }) => (
          <div key={id}>
            <dt>{t.quotes}</dt>
            <dd>
              {amount} {currency} · {statusText} {sentAt && <span className="soft">{moment(sentAt)}</span>}
            </dd>
          </div>
        ))}
        {facts.contracts.map(({ id, name, url }) => (
          <div key={id}>
            <dt>{t.contracts}</dt>
            <dd>{url ? <a href={url}>{name}</a> : name}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
