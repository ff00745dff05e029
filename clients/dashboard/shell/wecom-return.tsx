import { useEffect, useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { GenjinError } from '../../sdk/error.js';
import { sdk } from '../connection/connection.js';
import { texts, useTexts } from '../language/texts.js';
import { Loading } from '../ui/states.js';

/** Where WeCom's browser comes back to after `/wecom/sign-in`. */
export const WECOM_RETURN = '/wecom';

/** Signs in with the code that came along, and leads on to where somebody wanted to go. */
export function WecomReturn() {
  const t = useTexts(words);
  const [params] = useSearchParams();
  const [, go] = useLocation();
  const [code, state, to] = [params.get('code'), params.get('state'), pathIn(params.get('returnTo'))];
  const [problem, setProblem] = useState<string | null>(code ? null : '');
  useEffect(() => {
    if (!code) return;
    once(code, state).then(
      () => go(to, { replace: true }),
      (cause: unknown) => setProblem(whyNot(cause)),
    );
  }, [code, state, to, go]);
  if (problem === null) return <Loading />;
  return (
    <main className="sign-in">
      <div className="card stack">
        <p className="problem" role="alert">
          {problem || t.failed}
        </p>
        <a className="button primary" href={`/wecom/sign-in?returnTo=${encodeURIComponent(to)}`}>
          {t.again}
        </a>
        <a className="button" href="/">
          {t.byPassword}
        </a>
      </div>
    </main>
  );
}

let begun: { readonly code: string; readonly signedIn: Promise<unknown> } | null = null;

/** A code is good once, however often the page is drawn. */
function once(code: string, state: string | null): Promise<unknown> {
  if (begun?.code !== code) begun = { code, signedIn: sdk.signInWithWecom(code, state ?? '') };
  return begun.signedIn;
}

/** The API says it in the reader's language; where nothing answered there is nothing to say. */
const whyNot = (cause: unknown): string =>
  cause instanceof GenjinError && cause.codes.length > 0 ? cause.message : '';

/** A path of ours: `//` and `/\` lead to other hosts. */
const pathIn = (text: string | null): string => (text && /^\/(?![/\\])/.test(text) ? text : '/');

const words = texts(
  { failed: '没有登录成功，请重试。', again: '重新登录', byPassword: '用密码登录' },
  { failed: 'You could not be signed in. Try again.', again: 'Sign in anew', byPassword: 'Sign in with a password' },
);
