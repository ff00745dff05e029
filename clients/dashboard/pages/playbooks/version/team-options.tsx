import type { FollowingFragment } from '../../../generated/operations.js';
import { useTexts } from '../../../language/texts.js';
import { playbookWords } from '../words.js';

/** Teams to choose one of. */
export function TeamOptions({ teams }: { readonly teams: readonly FollowingFragment[] }) {
  const t = useTexts(playbookWords);
  return (
    <>
      <option value="">{t.chooseTeam}</option>
      {teams.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </>
  );
}
