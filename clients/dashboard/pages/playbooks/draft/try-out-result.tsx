import { Link } from 'wouter';
import type { SimulatedFragment } from '../../../generated/operations.js';
import { useMoments } from '../../../language/moments.js';
import { useTexts } from '../../../language/texts.js';
import { Empty } from '../../../ui/states.js';
import { DataTable, type Column } from '../../../ui/data-table.js';
import type { TriedOut } from './use-try-out.js';
import { draftWords } from './words.js';

const NUMBERS = ['movesRefused', 'moves', 'reclaims', 'reminders', 'escalations'] as const;
type Name = (typeof NUMBERS)[number];

interface Props {
  readonly result: TriedOut;
  readonly beganAs: string;
}

/** The numbers beside those of what the draft began as, and some of what is behind them. */
export function TryOutResult({ result: { draft, before }, beganAs }: Props) {
  const t = useTexts(draftWords);
  const isQuiet = NUMBERS.every((name) => draft[name] === 0 && !before?.[name]);
  if (isQuiet) return <Empty>{t.nothingHappened}</Empty>;
  const compared: readonly Column<Name>[] = before
    ? [
        { head: beganAs, cell: (name) => before[name] },
        { head: t.difference, cell: (name) => signed(draft[name] - before[name]) },
      ]
    : [];
  return (
    <>
      <DataTable
        caption={t.tryOut}
        rows={NUMBERS}
        keyOf={(name) => name}
        first={{ head: t.what, cell: (name) => <Named name={name} /> }}
        columns={[{ head: t.thisDraft, cell: (name) => draft[name] }, ...compared]}
      />
      {draft.reclaimsByPool.map(({ pool, customers, reclaims }) => (
        <p key={pool.id} className="small">
          {t.toPoolIn(pool.name, customers, reclaims)}
        </p>
      ))}
      <Samples samples={draft.samples} />
    </>
  );
}

function Named({ name }: { readonly name: Name }) {
  const t = useTexts(draftWords);
  return (
    <>
      {t[name]}
      <span className="soft small block">{t[`${name}What`]}</span>
    </>
  );
}

const signed = (n: number): string => (n > 0 ? `+${n}` : n === 0 ? '0' : `−${-n}`);

function Samples({ samples }: { readonly samples: SimulatedFragment['samples'] }) {
  const t = useTexts(draftWords);
  const { moment } = useMoments();
  if (samples.length === 0) return null;
  return (
    <details>
      <summary>{t.samples(samples.length)}</summary>
      <ul className="timeline" aria-label={t.samples(samples.length)}>
        {samples.map(({ at, customerId, customer, effect, because }) => (
          <li key={`${at} ${customerId} ${effect} ${because}`}>
            <span className="soft small">{moment(at)}</span>{' '}
            <Link href={`/customers/${customerId}`}>{customer?.name ?? customerId}</Link>{' '}
            <span className="tag">{t[effect as 'MOVE']}</span>
            <p className="small">{because}</p>
          </li>
        ))}
      </ul>
    </details>
  );
}
