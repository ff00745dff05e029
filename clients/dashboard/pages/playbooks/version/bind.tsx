import { useAct, type ActOptions } from '../../../connection/use-act.js';
import { BindTeamDocument, type FollowingFragment } from '../../../generated/operations.js';
import { useTexts } from '../../../language/texts.js';
import { Field, Form, said } from '../../../ui/form.js';
import { useToasts } from '../../../ui/toasts.js';
import { playbookWords } from '../words.js';
import { TeamOptions } from './team-options.js';

interface Props {
  readonly playbookId: string;
  readonly name: string;
  readonly teams: readonly FollowingFragment[];
  readonly onBound: () => unknown;
}

/** Which team’s new customers follow it. */
export function Bind({ playbookId, name, teams, onBound }: Props) {
  const t = useTexts(playbookWords);
  const toasts = useToasts();
  const [bind, isBusy] = useAct(BindTeamDocument);
  const others = teams.filter(({ playbook }) => playbook.id !== playbookId);
  const submit = async (given: FormData, places: ActOptions) => {
    const team = others.find(({ id }) => id === said(given, 'teamId'));
    if (!team || !confirm(t.sureBind(team.name, name))) return null;
    const bound = await bind({ input: { teamId: team.id, playbookId } }, places);
    if (!bound) return null;
    toasts.show({ tone: 'good', text: t.bound(team.name) });
    onBound();
    return bound;
  };
  return (
    <div className="stack tight">
      <p className="soft small">{others.length > 0 ? t.bindWhat : t.allFollow}</p>
      {others.length > 0 && (
        <Form submit={t.bind} isBusy={isBusy} onGiven={submit}>
          <Field name="teamId" label={t.team}>
            {(input) => (
              <select {...input} required>
                <TeamOptions teams={others} />
              </select>
            )}
          </Field>
        </Form>
      )}
    </div>
  );
}
