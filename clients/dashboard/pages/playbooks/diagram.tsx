import { useTexts } from '../../language/texts.js';
import { arcsOf, type Arc } from './arcs.js';
import { diagramWords } from './diagram-words.js';
import type { StageRead } from './stages.js';

interface Props {
  readonly stages: readonly StageRead[];
  /** The stage whose moves stand out. */
  readonly chosen?: string | null;
}

const WIDTH = 340;
const STEP = 58;
const NODE = { width: 132, height: 34 };
const LEFT = (WIDTH - NODE.width) / 2;
const CLOSE_PX = 14;
const FURTHER_PX = 11;

/** The stages in their order, with the moves between them: forwards on the right, back on the left. The table beside it says the same in words. */
export function Diagram({ stages, chosen = null }: Props) {
  const t = useTexts(diagramWords);
  const height = stages.length * STEP + 8;
  const arcs = arcsOf(stages);
  return (
    <figure className="card diagram">
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={t.what(stages.length, arcs.length)}>
        <defs>
          {(['move', 'approval', 'timed'] as const).map((kind) => (
            <marker
              key={kind}
              id={`end-${kind}`}
              viewBox="0 0 6 6"
              refX="5"
              refY="3"
              markerWidth="6"
              markerHeight="6"
              orient="auto"
            >
              <path className={`arrow ${kind}`} d="M0 0L6 3L0 6z" />
            </marker>
          ))}
        </defs>
        {arcs.map((arc) => (
          <path
            key={`${arc.from} ${arc.to}`}
            className={`arc ${arc.kind}${chosen === null ? '' : chosen === stages[arc.from]!.path ? ' chosen' : ' faint'}`}
            d={curve(arc)}
            markerEnd={`url(#end-${arc.kind})`}
            data-move={`${stages[arc.from]!.code} ${stages[arc.to]!.code}`}
          />
        ))}
        {stages.map((stage, index) => (
          <g key={stage.path} className={nodeClass(stage, chosen)} data-stage={stage.code}>
            <rect x={LEFT} y={middle(index) - NODE.height / 2} {...NODE} rx={stage.isEnd ? NODE.height / 2 : 8} />
            <text x={WIDTH / 2} y={middle(index)} dominantBaseline="central" textAnchor="middle">
              {shortened(stage.name)}
            </text>
          </g>
        ))}
      </svg>
      <figcaption className="soft small">
        <span className="legend move">{t.move}</span> <span className="legend approval">{t.approval}</span>{' '}
        <span className="legend timed">{t.timed}</span>
        <br />
        {t.howToRead}
      </figcaption>
    </figure>
  );
}

const middle = (index: number): number => index * STEP + STEP / 2 + 4;

/** Out of the lower half of a stage and into the upper half of another, the wider the further. */
function curve({ from, to }: Arc): string {
  const isForwards = to > from;
  const x = isForwards ? LEFT + NODE.width : LEFT;
  const reach = (CLOSE_PX + FURTHER_PX * Math.abs(to - from)) * (isForwards ? 1 : -1) * (4 / 3);
  const [start, end] = isForwards ? [middle(from) + 6, middle(to) - 6] : [middle(from) - 6, middle(to) + 6];
  return `M${x} ${start}C${x + reach} ${start} ${x + reach} ${end} ${x} ${end}`;
}

function nodeClass({ path, outcome, isEnd, toPool }: StageRead, chosen: string | null): string {
  const kind = isEnd ? (outcome === 'WON' ? 'won' : 'end') : toPool ? 'pool' : 'open';
  return `node ${kind}${path === chosen ? ' chosen' : ''}`;
}

/** Chinese characters are as wide as two others. */
function shortened(name: string): string {
  const widths = [...name].map((char) => (char > '\u2e80' ? 2 : 1));
  let width = 0;
  const fits = widths.findIndex((one) => (width += one) > LONGEST);
  return fits < 0 ? name : `${[...name].slice(0, fits).join('')}…`;
}

const LONGEST = 17;
