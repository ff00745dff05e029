import type { TimetableShownFragment } from '../../../generated/operations.js';
import { useLocale, useTexts } from '../../../language/texts.js';
import { useEditing } from '../../../rules/editing.js';
import { useSpan } from '../../../rules/use-span.js';
import { ruleWords } from '../../../rules/words.js';
import { DataTable } from '../../../ui/data-table.js';
import { stagesIn } from '../stages.js';
import { partWords } from './part-words.js';
import { draftWords } from './words.js';

/** What silence does, by the draft’s rules and those of the pools together: whichever comes first. */
export function Timetable({ rows }: { readonly rows: readonly TimetableShownFragment[] }) {
  const t = useTexts(draftWords);
  const parts = useTexts(partWords);
  const rules = useTexts(ruleWords);
  const span = useSpan();
  const { definition } = useEditing();
  const stages = stagesIn(definition, useLocale());
  const nameOf = (code: string) => stages.find((stage) => stage.code === code)?.name ?? code;
  const effectOf = ({ effect, to, pool }: TimetableShownFragment) => {
    if (effect === 'MOVE') return parts.movesTo(nameOf(to ?? ''));
    return effect === 'ESCALATE' ? parts.tells(parts[to as 'MANAGER']) : t.takesBack(pool ?? '');
  };
  if (rows.length === 0) return null;
  return (
    <details className="card">
      <summary>{t.timetable}</summary>
      <p className="soft small">{t.timetableWhat}</p>
      <DataTable
        caption={t.timetable}
        rows={rows}
        keyOf={({ stage, path, pool }) => `${stage} ${pool} ${path}`}
        first={{ head: t.inStage, cell: ({ stage }) => nameOf(stage) }}
        columns={[
          { head: parts.idleFor, cell: ({ after, calendar }) => `${span(after)} · ${rules[calendar]}`, isText: true },
          { head: parts.since, cell: ({ since }) => rules[since], isText: true },
          { head: parts.then, cell: effectOf, isText: true },
          { head: t.neverActs, cell: ({ neverActs }) => neverActs ?? '', isText: true },
        ]}
      />
    </details>
  );
}
