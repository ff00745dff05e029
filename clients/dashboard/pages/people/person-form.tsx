import type { ActOptions } from '../../connection/use-act.js';
import { useAsk } from '../../connection/use-ask.js';
import { TeamsToChooseDocument, type PersonShownFragment } from '../../generated/operations.js';
import { ROLES, roleWords } from '../../language/roles.js';
import { useTexts } from '../../language/texts.js';
import { Field, Form } from '../../ui/form.js';
import { onTheWall } from '../../ui/local-time.js';
import { PersonPicker } from '../../ui/person-picker.js';
import { personIn, type PersonInput } from './person-input.js';
import { LOCALES, peopleWords } from './words.js';

interface Props {
  /** Left out: somebody new. */
  readonly person?: PersonShownFragment;
  readonly submit: string;
  readonly isBusy: boolean;
  readonly onGiven: (input: PersonInput, places: ActOptions) => Promise<unknown>;
}

/** All there is to say about somebody. */
export function PersonForm({ person, submit, isBusy, onGiven }: Props) {
  const t = useTexts(peopleWords);
  const roles = useTexts(roleWords);
  const { data } = useAsk(TeamsToChooseDocument, {});
  const teams = data?.teams ?? (person?.team ? [person.team] : []);
  return (
    <Form submit={submit} isBusy={isBusy} onGiven={(given, places) => onGiven(personIn(given), places)}>
      <div className="pair">
        <Field name="name" label={t.name}>
          {(field) => <input {...field} required maxLength={100} defaultValue={person?.name} />}
        </Field>
        <Field name="email" label={t.email} hint={t.toSignInWith}>
          {(field) => <input {...field} type="email" autoComplete="off" defaultValue={person?.email ?? ''} />}
        </Field>
        <Field name="phone" label={t.phone} hint={t.toSignInWith}>
          {(field) => <input {...field} type="tel" autoComplete="off" defaultValue={person?.phone ?? ''} />}
        </Field>
        <Field
          name="password"
          label={person ? t.newPassword : t.password}
          hint={person ? t.staysUnlessGiven : t.atLeast8}
        >
          {(field) => <input {...field} type="password" autoComplete="new-password" minLength={8} maxLength={200} />}
        </Field>
        <Field name="role" label={t.role}>
          {(field) => (
            <select {...field} defaultValue={person?.role}>
              {ROLES.map((role) => (
                <option key={role} value={role}>
                  {roles[role]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field name="teamId" label={t.team}>
          {(field) => (
            <select key={teams.length} {...field} defaultValue={person?.team?.id}>
              <option value="">{t.noTeam}</option>
              {teams.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field name="locale" label={t.language}>
          {(field) => (
            <select {...field} defaultValue={person?.locale}>
              {LOCALES.map((locale) => (
                <option key={locale} value={locale}>
                  {t[locale]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field name="wecomUserId" label={t.wecom}>
          {(field) => <input {...field} defaultValue={person?.wecomUserId ?? ''} />}
        </Field>
        {person && <Leave person={person} />}
      </div>
    </Form>
  );
}

function Leave({ person: { onLeaveUntil, delegate } }: { readonly person: PersonShownFragment }) {
  const t = useTexts(peopleWords);
  return (
    <>
      <Field name="onLeaveUntil" label={t.leaveUntil}>
        {(field) => <input {...field} type="datetime-local" defaultValue={onTheWall(onLeaveUntil)} />}
      </Field>
      <PersonPicker name="delegateId" label={t.delegate} nobody={t.nobody} chosen={delegate} />
    </>
  );
}
