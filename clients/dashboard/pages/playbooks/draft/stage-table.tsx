import { useLocale, useTexts } from '../../../language/texts.js';
import { useEditing, usePlace } from '../../../rules/editing.js';
import { LabelFields } from '../../../rules/fields.js';
import { ProblemCount, Problems } from '../../../rules/problems.js';
import { useSpan } from '../../../rules/use-span.js';
import { useToasts } from '../../../ui/toasts.js';
import { stagesIn, withNewStage, withoutStage, withStageMoved, type StageRead } from '../stages.js';
import { playbookWords } from '../words.js';
import { StageForm } from './stage-form.js';
import { draftWords } from './words.js';

interface Opening {
  /** The stage of which all can be edited. */
  readonly open: string | null;
  readonly onOpen: (path: string | null) => void;
  /** Opens what a place is in, and goes there. */
  readonly onSeek: (path: string) => void;
}

/** The stages, one a row: what they are called is edited in place, the rest of one below it. */
export function StageTable(opening: Opening) {
  const t = useTexts(draftWords);
  const heads = useTexts(playbookWords);
  const { definition, change } = useEditing();
  const { problems } = usePlace('stages');
  const stages = stagesIn(definition, useLocale());
  const add = () => {
    change(withNewStage);
    opening.onSeek(`stages[${stages.length}].label.zh-CN`);
  };
  return (
    <section className="card stack tight" id="stages" tabIndex={-1}>
      <h2>{heads.stages}</h2>
      <Problems path="stages" problems={problems} />
      <table className="stages" role="table">
        <caption className="visually-hidden">{heads.stages}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {[heads.name, heads.next, heads.goesTo, t.actions].map((head) => (
              <th key={head} role="columnheader" scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {stages.map((stage, index) => (
          <StageRow key={index} stage={stage} index={index} stages={stages} {...opening} />
        ))}
      </table>
      <div>
        <button type="button" onClick={add}>
          {t.addStage}
        </button>
      </div>
    </section>
  );
}

interface RowProps extends Opening {
  readonly stage: StageRead;
  readonly index: number;
  readonly stages: readonly StageRead[];
}

function StageRow({ stage, index, stages, open, onOpen, onSeek }: RowProps) {
  const t = useTexts(draftWords);
  const heads = useTexts(playbookWords);
  const span = useSpan();
  const { path, name, nextAction, mayGoTo } = stage;
  const isOpen = open === path;
  const { allProblems } = usePlace(path);
  const nameOf = (code: string) => stages.find((other) => other.code === code)?.name ?? code;
  return (
    <tbody role="rowgroup" className={isOpen ? 'open' : ''} data-stage={stage.code}>
      <tr role="row">
        <th role="rowheader" scope="row">
          <LabelFields path={`${path}.label`} label={t.stage(index + 1)} />
          <ProblemCount problems={allProblems} />
        </th>
        <td role="cell" data-head={heads.next}>
          {nextAction ? nextAction.purpose + heads.within(span(nextAction.dueIn)) : heads.nothing}
        </td>
        <td role="cell" data-head={heads.goesTo}>
          {mayGoTo.map(nameOf).join(' · ') || heads.nothing}
        </td>
        <td role="cell">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-label={isOpen ? t.closeStage(name) : t.editStage(name)}
            onClick={() => onOpen(isOpen ? null : path)}
          >
            {isOpen ? t.close : t.edit}
          </button>
        </td>
      </tr>
      {isOpen && (
        <tr role="row">
          <td role="cell" colSpan={4} className="stage-form">
            <StageForm path={path} index={index} />
            <Place stage={stage} index={index} count={stages.length} onOpen={onOpen} onSeek={onSeek} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

interface PlaceProps extends Omit<Opening, 'open'> {
  readonly stage: StageRead;
  readonly index: number;
  readonly count: number;
}

/** Where a stage stands among the others, and whether it stands there at all. */
function Place({ stage: { name }, index, count, onOpen, onSeek }: PlaceProps) {
  const t = useTexts(draftWords);
  const { definition, change } = useEditing();
  const toasts = useToasts();
  const move = (by: -1 | 1) => {
    change((before) => withStageMoved(before, index, by));
    onSeek(`stages[${index + by}]`);
  };
  const remove = () => {
    change((before) => withoutStage(before, index));
    onOpen(null);
    const undo = { label: t.undo, run: () => change(() => definition) };
    toasts.show({ tone: 'good', text: t.removed(name), action: undo });
  };
  return (
    <div className="row inset">
      <button type="button" disabled={index === 0} onClick={() => move(-1)}>
        {t.moveUp}
      </button>
      <button type="button" disabled={index === count - 1} onClick={() => move(1)}>
        {t.moveDown}
      </button>
      <button type="button" onClick={remove}>
        {t.removeStage}
      </button>
    </div>
  );
}
