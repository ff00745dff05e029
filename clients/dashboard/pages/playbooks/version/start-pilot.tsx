import { useLocation } from 'wouter';
import { useAct, type ActOptions } from '../../../connection/use-act.js';
import { useTimeZone } from '../../../connection/viewer.js';
import { BeginPilotDocument, type FollowingFragment } from '../../../generated/operations.js';
import { dayAt, daysAfter, startOfDayIn } from '../../../language/days.js';
import { texts, useTexts } from '../../../language/texts.js';
import { Field, Form, said } from '../../../ui/form.js';
import { useToasts } from '../../../ui/toasts.js';
import { TeamOptions } from './team-options.js';

interface Props {
  readonly playbookId: string;
  readonly teams: readonly FollowingFragment[];
}

const USUAL_DAYS = 14;

/** One team tries it out, and is compared with another one that doesn’t. */
export function StartPilot({ playbookId, teams }: Props) {
  const t = useTexts(words);
  const toasts = useToasts();
  const [, navigate] = useLocation();
  const [begin, isBusy] = useAct(BeginPilotDocument);
  const timeZone = useTimeZone();
  const usualEnd = daysAfter(dayAt(new Date(), timeZone), USUAL_DAYS);
  const submit = async (given: FormData, places: ActOptions) => {
    const input = {
      playbookId,
      teamId: said(given, 'teamId'),
      controlTeamId: said(given, 'controlTeamId'),
      from: new Date().toISOString(),
      to: startOfDayIn(daysAfter(said(given, 'to'), 1), timeZone).toISOString(),
      migrateOpen: given.has('migrateOpen'),
    };
    const begun = await begin({ input }, places);
    if (!begun) return null;
    toasts.show({ tone: 'good', text: t.begun });
    navigate('/reports/pilots');
    return begun;
  };
  return (
    <div className="stack tight">
      <p className="soft small">{t.what}</p>
      <Form submit={t.begin} isBusy={isBusy} onGiven={submit}>
        <div className="pair">
          <Field name="teamId" label={t.team}>
            {(input) => (
              <select {...input} required>
                <TeamOptions teams={teams} />
              </select>
            )}
          </Field>
          <Field name="controlTeamId" label={t.control}>
            {(input) => (
              <select {...input} required>
                <TeamOptions teams={teams} />
              </select>
            )}
          </Field>
          <Field name="to" label={t.to}>
            {(input) => <input {...input} type="date" required defaultValue={usualEnd} />}
          </Field>
        </div>
        <label className="check">
          <input type="checkbox" name="migrateOpen" />
          {t.migrateOpen}
        </label>
      </Form>
    </div>
  );
}

const words = texts(
  {
    what: '团队从现在起按这一版走，与另一个团队对照；到期后出报告，团队继续用这一版。在“报表 · 试点对比”里查看、提前结束或回退。',
    team: '试点团队',
    control: '对照团队',
    to: '到哪天为止（含）',
    migrateOpen: '已有的未结客户也改用这一版',
    begin: '开始试点',
    begun: '试点已开始。',
  },
  {
    what: 'The team follows this version from now on, beside a control team. At the end there is a report, and the team goes on with it. Look at it, end it early or roll it back under Reports, Pilots.',
    team: 'Team that tries it',
    control: 'Control team',
    to: 'Last day',
    migrateOpen: 'Take its open customers over as well',
    begin: 'Begin the pilot',
    begun: 'The pilot has begun.',
  },
);
