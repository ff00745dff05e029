import { useAct } from '../../connection/use-act.js';
import { ChangePersonDocument, type PersonShownFragment } from '../../generated/operations.js';
import { isAhead, useMoments } from '../../language/moments.js';
import { roleWords } from '../../language/roles.js';
import { useTexts } from '../../language/texts.js';
import { Folded } from '../../ui/folded.js';
import { changed } from '../../ui/form.js';
import { PersonForm } from './person-form.js';
import { asShown } from './person-input.js';
import { peopleWords } from './words.js';

interface Props {
  readonly person: PersonShownFragment;
  readonly onChanged: () => Promise<unknown>;
  /** Somebody whose work is to go to others. */
  readonly onLeaver: (person: PersonShownFragment) => unknown;
}

export function PersonRow({ person, onChanged, onLeaver }: Props) {
  const t = useTexts(peopleWords);
  const roles = useTexts(roleWords);
  const { moment } = useMoments();
  const [change, isBusy] = useAct(ChangePersonDocument);
  const { id, name, role, team, email, phone, active, onLeaveUntil, delegate } = person;
  const toggle = async () => {
    if (active && !confirm(t.sureOff(name))) return;
    if (!(await change({ input: { userId: id, active: !active } }))) return;
    if (active) onLeaver(person);
    await onChanged();
  };
  return (
    <article className="card stack tight" aria-label={name}>
      <div className="row spread">
        <strong>{name}</strong>
        <span className={active ? 'tag accent' : 'tag'}>{active ? roles[role] : t.off}</span>
      </div>
      <p className="soft small">{[team?.name ?? t.noTeam, email, phone].filter(Boolean).join(' · ')}</p>
      {onLeaveUntil && isAhead(onLeaveUntil) && (
        <p className="small">{t.onLeave(moment(onLeaveUntil), delegate?.name ?? t.nobody)}</p>
      )}
      <Folded label={t.change}>
        {(fold) => (
          <PersonForm
            person={person}
            submit={t.save}
            isBusy={isBusy}
            onGiven={async (given, places) => {
              const done = await change({ input: { userId: id, ...changed(asShown(person), given) } }, places);
              if (done) await onChanged().then(fold);
              return done;
            }}
          />
        )}
      </Folded>
      <div className="row">
        <button type="button" disabled={isBusy} onClick={() => void toggle()}>
          {active ? t.switchOff : t.switchOn}
        </button>
        <button type="button" onClick={() => onLeaver(person)}>
          {t.handOver}
        </button>
      </div>
    </article>
  );
}
