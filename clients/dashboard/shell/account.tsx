import { sdk } from '../connection/connection.js';
import { useViewer } from '../connection/viewer.js';
import { drafts } from '../follow-up/drafts.js';
import { forgetAll } from '../follow-up/send.js';
import { LanguageSwitch } from '../language/language-switch.js';
import { texts, useTexts } from '../language/texts.js';

/** Who is signed in, in which language, and the way out. */
export function Account() {
  const { id, name } = useViewer();
  const t = useTexts(words);
  const leave = () => {
    const waiting = drafts.onTheirWay(id).length;
    if (waiting > 0 && !confirm(t.sure(waiting))) return;
    forgetAll(id);
    void sdk.signOut().catch(() => undefined);
  };
  return (
    <div className="account">
      <span className="account-name">{name}</span>
      <LanguageSwitch />
      <button type="button" className="quiet" onClick={leave}>
        {t.signOut}
      </button>
    </div>
  );
}

const words = texts(
  {
    signOut: '退出',
    sure: (waiting: number) =>
      `还有 ${waiting} 条跟进没有提交，正在等网络恢复。退出后它们会从本机删除，不再提交。仍要退出？`,
  },
  {
    signOut: 'Sign out',
    sure: (waiting: number) =>
      `${waiting === 1 ? 'A follow-up waits' : `${waiting} follow-ups wait`} for the connection. If you sign out, what waits is removed from this browser, and sent no more. Sign out all the same?`,
  },
);
