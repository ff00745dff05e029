import { useEndless } from '../../connection/use-endless.js';
import { ImportListDocument } from '../../generated/operations.js';
import { useTexts } from '../../language/texts.js';
import { names } from '../../shell/pages.js';
import { EndlessList } from '../../ui/endless-list.js';
import { BeginImport } from './begin-import.js';
import { ImportRow } from './import-row.js';
import { importWords } from './words.js';

/** Tables of people that are taken in, and what came of each. */
export default function ImportsPage() {
  const t = useTexts(importWords);
  const { imports } = useTexts(names);
  const list = useEndless(ImportListDocument, {}, (data) => data.imports);
  return (
    <div className="stack">
      <h1>{imports}</h1>
      <BeginImport onBegun={list.refresh} />
      <EndlessList list={list} empty={t.none} label={imports}>
        {(run) => <ImportRow key={`${run.id} ${run.status} ${run.finishedAt}`} run={run} onChanged={list.refresh} />}
      </EndlessList>
    </div>
  );
}
