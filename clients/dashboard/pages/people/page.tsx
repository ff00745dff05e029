import { useState } from 'react';
import { useTexts } from '../../language/texts.js';
import { names } from '../../shell/pages.js';
import { Chips } from '../../ui/chips.js';
import { People } from './people.js';
import { Teams } from './teams.js';
import { peopleWords } from './words.js';

/** Who works with it, and in which teams. */
export default function PeoplePage() {
  const t = useTexts(peopleWords);
  const { people } = useTexts(names);
  const [which, setWhich] = useState<'people' | 'teams'>('people');
  const both = [
    { value: 'people' as const, text: t.people },
    { value: 'teams' as const, text: t.teams },
  ];
  return (
    <div className="stack">
      <h1>{people}</h1>
      <Chips label={t.which} options={both} chosen={which} onChoose={setWhich} />
      {which === 'people' ? <People /> : <Teams />}
    </div>
  );
}
