import { useState } from 'react';
import { useAct } from '../../connection/use-act.js';
import { useAsk } from '../../connection/use-ask.js';
import { useEndless } from '../../connection/use-endless.js';
import {
  AddPersonDocument,
  PeopleListDocument,
  TeamsToChooseDocument,
  type PersonShownFragment,
} from '../../generated/operations.js';
import { useTexts } from '../../language/texts.js';
import { Chips } from '../../ui/chips.js';
import { EndlessList } from '../../ui/endless-list.js';
import { Folded } from '../../ui/folded.js';
import { Search, useSearchText } from '../../ui/search.js';
import { HandOver } from './hand-over.js';
import { PersonForm } from './person-form.js';
import { PersonRow } from './person-row.js';
import { peopleWords } from './words.js';

export function People() {
  const t = useTexts(peopleWords);
  const [search, searched, setSearch] = useSearchText();
  const [teamId, setTeam] = useState('');
  const [which, setWhich] = useState<'active' | 'inactive'>('active');
  const [leaver, setLeaver] = useState<PersonShownFragment | null>(null);
  const { data } = useAsk(TeamsToChooseDocument, {});
  const asked = { search: searched || null, teamIds: teamId ? [teamId] : null, active: which === 'active' };
  const list = useEndless(PeopleListDocument, asked, ({ users }) => users);
  const [add, isAdding] = useAct(AddPersonDocument);
  const both = [
    { value: 'active' as const, text: t.active },
    { value: 'inactive' as const, text: t.inactive },
  ];
  return (
    <>
      {leaver && <HandOver key={leaver.id} person={leaver} onClosed={() => setLeaver(null)} />}
      <div className="card">
        <Folded label={t.addPerson}>
          {(fold) => (
            <PersonForm
              submit={t.add}
              isBusy={isAdding}
              onGiven={async (input, places) => {
                const added = await add({ input }, places);
                if (added) await list.refresh().then(fold);
                return added;
              }}
            />
          )}
        </Folded>
      </div>
      <Search label={t.search} value={search} onChange={setSearch} />
      <div className="row">
        <Chips label={t.whether} options={both} chosen={which} onChoose={setWhich} />
        <select className="short" aria-label={t.team} value={teamId} onChange={({ target }) => setTeam(target.value)}>
          <option value="">{t.anyTeam}</option>
          {data?.teams.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <EndlessList list={list} empty={t.nobodyFound} label={t.people}>
        {(person) => <PersonRow person={person} onChanged={list.refresh} onLeaver={setLeaver} />}
      </EndlessList>
    </>
  );
}
