import type { LeadFileQuery } from '../generated/operations.js';
import { useTexts } from '../language/texts.js';
import { leadWords } from './words.js';

/** What was left behind, and what it is worth. */
export function LeadFile({ lead }: { readonly lead: NonNullable<LeadFileQuery['lead']> }) {
  const t = useTexts(leadWords);
  const { phone, contactMasked, email, wechat, message, productInterest, region, scoreReasons } = lead;
  const rows = [
    [t.phone, phone && !contactMasked ? <a href={`tel:${phone}`}>{phone}</a> : phone],
    [t.email, email],
    [t.wechat, wechat],
    [t.message, message],
    [t.interest, productInterest],
    [t.region, region],
  ] as const;
  return (
    <section className="card stack" aria-labelledby="file-title">
      <h2 id="file-title">{t.file}</h2>
      <dl className="facts">
        {rows.map(([name, value]) =>
          value ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      <h3>{t.why}</h3>
      <ul className="points">
        {scoreReasons.map(({ code, points, label }) => (
          <li key={code}>
            {label} {points > 0 ? `+${points}` : points}
          </li>
        ))}
      </ul>
    </section>
  );
}
