import { useState } from 'react';
import type { ActOptions } from '../../connection/use-act.js';
import { useAsk } from '../../connection/use-ask.js';
import type { Role } from '../../connection/viewer.js';
import { TeamsToChooseDocument, type CreateApiKeyInput } from '../../generated/operations.js';
import { ROLES, roleWords } from '../../language/roles.js';
import { useTexts } from '../../language/texts.js';
import { Choices, Field, Form, said } from '../../ui/form.js';
import { instantIn } from '../../ui/local-time.js';
import { apiKeyWords, SCOPES, type Scope } from './words.js';

interface Props {
  readonly isBusy: boolean;
  readonly onGiven: (input: CreateApiKeyInput, places: ActOptions) => Promise<unknown>;
}

/** What a program may do, and for how long. */
export function ApiKeyForm({ isBusy, onGiven }: Props) {
  const t = useTexts(apiKeyWords);
  const roles = useTexts(roleWords);
  const { data } = useAsk(TeamsToChooseDocument, {});
  const [scopes, setScopes] = useState<readonly Scope[]>(['read']);
  const [teamIds, setTeams] = useState<readonly string[]>([]);
  const read = (given: FormData): CreateApiKeyInput => ({
    name: said(given, 'name'),
    role: said(given, 'role') as Role,
    scopes,
    teamIds,
    expiresAt: instantIn(said(given, 'expiresAt')),
  });
  return (
    <Form submit={t.add} isBusy={isBusy} onGiven={(given, places) => onGiven(read(given), places)}>
      <Field name="name" label={t.name} hint={t.nameHint}>
        {(field) => <input {...field} required maxLength={100} />}
      </Field>
      <Choices
        name="scopes"
        label={t.scopes}
        options={SCOPES.map((value) => ({ value, text: t[value] }))}
        chosen={scopes}
        onChange={setScopes}
      />
      <div className="pair">
        <Field name="role" label={t.role} hint={t.roleHint}>
          {(field) => (
            <select {...field} defaultValue="MANAGER">
              {ROLES.map((role) => (
                <option key={role} value={role}>
                  {roles[role]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field name="expiresAt" label={t.expiresAt} hint={t.expiresHint}>
          {(field) => <input {...field} type="datetime-local" />}
        </Field>
      </div>
      <Choices
        name="teamIds"
        label={t.teams}
        hint={t.teamsHint}
        options={(data?.teams ?? []).map(({ id, name }) => ({ value: id, text: name }))}
        chosen={teamIds}
        onChange={setTeams}
      />
    </Form>
  );
}
