import { useAct, type ActOptions } from '../../connection/use-act.js';
import { useAsk } from '../../connection/use-ask.js';
import {
  AddTeamDocument,
  ChangeTeamDocument,
  TeamListDocument,
  type TeamShownFragment,
} from '../../generated/operations.js';
import { useTexts } from '../../language/texts.js';
import { Folded } from '../../ui/folded.js';
import { changed, Field, Form, said, saidOrNull } from '../../ui/form.js';
import { PersonPicker } from '../../ui/person-picker.js';
import { Empty, Shown } from '../../ui/states.js';
import { peopleWords } from './words.js';

export function Teams() {
  const t = useTexts(peopleWords);
  const asked = useAsk(TeamListDocument, {});
  const [add, isAdding] = useAct(AddTeamDocument);
  return (
    <>
      <div className="card">
        <Folded label={t.addTeam}>
          {(fold) => (
            <TeamForm
              submit={t.add}
              isBusy={isAdding}
              onGiven={async (input, places) => {
                const added = await add({ input }, places);
                if (added) await asked.refresh().then(fold);
                return added;
              }}
            />
          )}
        </Folded>
      </div>
      <Shown asked={asked}>
        {({ teams }) =>
          teams.length === 0 ? (
            <Empty>{t.noTeams}</Empty>
          ) : (
            <ul className="stack tight" aria-label={t.teams}>
              {teams.map((team) => (
                <TeamRow key={team.id} team={team} onChanged={asked.refresh} />
              ))}
            </ul>
          )
        }
      </Shown>
    </>
  );
}

interface RowProps {
  readonly team: TeamShownFragment;
  readonly onChanged: () => Promise<unknown>;
}

function TeamRow({ team, onChanged }: RowProps) {
  const t = useTexts(peopleWords);
  const [change, isBusy] = useAct(ChangeTeamDocument);
  const { id, name, lead, members, playbook } = team;
  return (
    <li className="card stack tight">
      <div className="row spread">
        <strong>{name}</strong>
        <span className="tag">{t.members(members.filter(({ active }) => active).length)}</span>
      </div>
      <p className="soft small">
        {t.ledBy(lead?.name ?? t.nobody)} · {t.follows(playbook.label, playbook.version)}
      </p>
      <Folded label={t.change}>
        {(fold) => (
          <TeamForm
            team={team}
            submit={t.save}
            isBusy={isBusy}
            onGiven={async (given, places) => {
              const asShown = { name, leadId: lead?.id ?? null };
              const done = await change({ input: { teamId: id, ...changed(asShown, given) } }, places);
              if (done) await onChanged().then(fold);
              return done;
            }}
          />
        )}
      </Folded>
    </li>
  );
}

interface FormProps {
  readonly team?: TeamShownFragment;
  readonly submit: string;
  readonly isBusy: boolean;
  readonly onGiven: (given: { name: string; leadId: string | null }, places: ActOptions) => Promise<unknown>;
}

function TeamForm({ team, submit, isBusy, onGiven }: FormProps) {
  const t = useTexts(peopleWords);
  return (
    <Form
      submit={submit}
      isBusy={isBusy}
      onGiven={(given, places) => onGiven({ name: said(given, 'name'), leadId: saidOrNull(given, 'leadId') }, places)}
    >
      <Field name="name" label={t.teamName}>
        {(field) => <input {...field} required maxLength={100} defaultValue={team?.name} />}
      </Field>
      <PersonPicker name="leadId" label={t.lead} hint={t.leadHint} nobody={t.nobodyYet} chosen={team?.lead} />
    </Form>
  );
}
