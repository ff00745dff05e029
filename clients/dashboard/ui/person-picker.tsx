import { useState } from 'react';
import { useAsk } from '../connection/use-ask.js';
import { PeopleToChooseDocument } from '../generated/operations.js';
import { texts, useTexts } from '../language/texts.js';
import { Field } from './form.js';
import { Search, useSearchText } from './search.js';

interface Person {
  readonly id: string;
  readonly name: string;
}

interface Props {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** What stands for nobody. */
  readonly nobody: string;
  readonly chosen?: Person | null | undefined;
  readonly isRequired?: boolean;
}

/** Somebody at work, as a field of a form; looked for by name where there are too many for a list. */
export function PersonPicker({ name, label, hint, nobody, chosen: first = null, isRequired = false }: Props) {
  const t = useTexts(words);
  const [typed, searched, type] = useSearchText();
  const [chosen, choose] = useState<Person | null>(first);
  const { data } = useAsk(PeopleToChooseDocument, { search: searched || null });
  const people = data?.users.nodes ?? [];
  const isLong = searched !== '' || data?.users.pageInfo.hasNextPage;
  const isListed = people.some(({ id }) => id === chosen?.id);
  return (
    <div className="stack tight">
      <Field name={name} label={label} hint={hint}>
        {(field) => (
          <select
            {...field}
            required={isRequired}
            value={chosen?.id ?? ''}
            onChange={({ target }) => choose(people.find(({ id }) => id === target.value) ?? null)}
          >
            <option value="">{nobody}</option>
            {chosen && !isListed && <option value={chosen.id}>{chosen.name}</option>}
            {people.map(({ id, name: called, team }) => (
              <option key={id} value={id}>
                {team ? `${called} · ${team.name}` : called}
              </option>
            ))}
          </select>
        )}
      </Field>
      {isLong && <Search label={t.search(label)} value={typed} onChange={type} />}
    </div>
  );
}

const words = texts(
  { search: (what: string) => `按姓名查找：${what}` },
  { search: (what: string) => `Find by name: ${what}` },
);
