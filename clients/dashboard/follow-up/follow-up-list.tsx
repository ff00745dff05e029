import type { FollowUpShownFragment } from '../generated/operations.js';
import { useMoments } from '../language/moments.js';
import { texts, useTexts } from '../language/texts.js';
import { followUpWords } from './words.js';

export function FollowUpList({ followUps }: { readonly followUps: readonly FollowUpShownFragment[] }) {
  const t = useTexts(followUpWords);
  const own = useTexts(words);
  const { moment } = useMoments();
  if (followUps.length === 0) return <p className="soft">{own.none}</p>;
  return (
    <ol className="timeline">
      {followUps.map(({ id, status, purpose, dueAt, doneAt, channel, outcome, note, owner }) => (
        <li key={id}>
          <div className="row tight">
            <strong>{purpose}</strong>
            <span className={`tag ${TONES[status]}`}>{own[status]}</span>
            <span className="soft small">{(doneAt ?? dueAt) && moment((doneAt ?? dueAt)!)}</span>
          </div>
          {note && <p>{note}</p>}
          <div className="soft small">
            {[channel && t[channel], outcome && t[outcome], owner?.name].filter(Boolean).join(' · ')}
          </div>
        </li>
      ))}
    </ol>
  );
}

const TONES = { PLANNED: 'accent', OVERDUE: 'bad', DONE: 'good', CANCELLED: '' } as const;

const words = texts(
  { none: '还没有跟进记录。', PLANNED: '计划中', OVERDUE: '已逾期', DONE: '已完成', CANCELLED: '已取消' },
  { none: 'No follow-ups yet.', PLANNED: 'planned', OVERDUE: 'overdue', DONE: 'done', CANCELLED: 'cancelled' },
);
