import { sdk } from '../connection/connection.js';
import { useViewer } from '../connection/viewer.js';
import { LanguageSwitch } from '../language/language-switch.js';
import { texts, useTexts } from '../language/texts.js';

/** Who is signed in, in which language, and the way out. */
export function Account() {
  const { name } = useViewer();
  const t = useTexts(words);
  return (
    <div className="account">
      <span className="account-name">{name}</span>
      <LanguageSwitch />
      <button type="button" className="quiet" onClick={() => void sdk.signOut().catch(() => undefined)}>
        {t.signOut}
      </button>
    </div>
  );
}

const words = texts({ signOut: '退出' }, { signOut: 'Sign out' });
