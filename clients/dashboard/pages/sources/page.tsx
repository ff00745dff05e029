import { useAsk } from '../../connection/use-ask.js';
import { SourceListDocument } from '../../generated/operations.js';
import { useTexts } from '../../language/texts.js';
import { names } from '../../shell/pages.js';
import { ShownOnce } from '../../ui/shown-once.js';
import { Empty, Shown } from '../../ui/states.js';
import { AddSource } from './add-source.js';
import { SourceRow } from './source-row.js';
import { sourceWords } from './words.js';

/** Where leads come from, and the keys with which they are delivered. */
export default function SourcesPage() {
  const t = useTexts(sourceWords);
  const { sources } = useTexts(names);
  const asked = useAsk(SourceListDocument, {});
  return (
    <div className="stack">
      <h1>{sources}</h1>
      <ShownOnce of="SOURCE" label={t.address} />
      <AddSource onAdded={asked.refresh} />
      <Shown asked={asked}>
        {({ sources: all }) =>
          all.length === 0 ? (
            <Empty>{t.none}</Empty>
          ) : (
            <ul className="stack tight" aria-label={sources}>
              {all.map((source) => (
                <SourceRow key={source.id} source={source} onChanged={asked.refresh} />
              ))}
            </ul>
          )
        }
      </Shown>
    </div>
  );
}
