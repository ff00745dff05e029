import { useState } from 'react';
import { useAsk } from '../../connection/use-ask.js';
import { SourceListDocument } from '../../generated/operations.js';
import { useTexts } from '../../language/texts.js';
import { names } from '../../shell/pages.js';
import { ShownOnce } from '../../ui/shown-once.js';
import { Empty, Shown } from '../../ui/states.js';
import { AddSource } from './add-source.js';
import type { NewKey } from './new-key.js';
import { SourceRow } from './source-row.js';
import { sourceWords } from './words.js';

/** Where leads come from, and the keys with which they are delivered. */
export default function SourcesPage() {
  const t = useTexts(sourceWords);
  const { sources } = useTexts(names);
  const asked = useAsk(SourceListDocument, {});
  const [newKey, setNewKey] = useState<NewKey | null>(null);
  const onKey = async (key: NewKey | null) => {
    setNewKey(key);
    await asked.refresh();
  };
  return (
    <div className="stack">
      <h1>{sources}</h1>
      {newKey && <ShownOnce label={t.address(newKey.name)} value={`${location.origin}/intake/${newKey.key}`} />}
      <AddSource onAdded={onKey} />
      <Shown asked={asked}>
        {({ sources: all }) =>
          all.length === 0 ? (
            <Empty>{t.none}</Empty>
          ) : (
            <ul className="stack tight" aria-label={sources}>
              {all.map((source) => (
                <SourceRow key={source.id} source={source} onKey={onKey} onChanged={asked.refresh} />
              ))}
            </ul>
          )
        }
      </Shown>
    </div>
  );
}
