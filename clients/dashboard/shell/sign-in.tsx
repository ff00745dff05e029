import { useState, type FormEvent } from 'react';
import { GenjinError } from '../../sdk/error.js';
import { sdk } from '../connection/connection.js';
import { LanguageSwitch } from '../language/language-switch.js';
import { texts, useTexts } from '../language/texts.js';

/** WeCom's own browser, which knows who somebody is. */
const isInsideWecom = /wxwork/i.test(navigator.userAgent);

export function SignIn() {
  const t = useTexts(words);
  const [problem, setProblem] = useState<keyof typeof t | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(null);
    await sdk
      .signIn(given.get('login') as string, given.get('password') as string)
      .catch((cause: unknown) => setProblem(problemOf(cause)))
      .finally(() => setBusy(false));
  };
  return (
    <main className="sign-in">
      <form className="card" onSubmit={(event) => void submit(event)}>
        <h1>
          Genjin <span lang="zh-CN">跟进</span>
        </h1>
        <label>
          {t.login}
          <input name="login" autoComplete="username" autoCapitalize="none" spellCheck={false} required autoFocus />
        </label>
        <label>
          {t.password}
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        {problem && (
          <p className="problem" role="alert">
            {t[problem]}
          </p>
        )}
        <button type="submit" className="primary" disabled={isBusy}>
          {t.signIn}
        </button>
        {isInsideWecom && (
          <a
            className="button"
            href={`/wecom/sign-in?returnTo=${encodeURIComponent(location.pathname + location.search)}`}
          >
            {t.byWecom}
          </a>
        )}
      </form>
      <LanguageSwitch />
    </main>
  );
}

function problemOf(cause: unknown): 'wrong' | 'tooMany' | 'unreachable' {
  const codes = cause instanceof GenjinError ? cause.codes : [];
  if (codes.includes('RATE_LIMITED')) return 'tooMany';
  return codes.length > 0 ? 'wrong' : 'unreachable';
}

const words = texts(
  {
    login: '邮箱或电话',
    password: '密码',
    signIn: '登录',
    byWecom: '用企业微信登录',
    wrong: '邮箱、电话或密码不对。',
    tooMany: '尝试次数过多，请十五分钟后再试。',
    unreachable: '连接不上服务器，请检查网络。',
  },
  {
    login: 'E-mail or phone',
    password: 'Password',
    signIn: 'Sign in',
    byWecom: 'Sign in with WeCom',
    wrong: 'The e-mail address, the phone number or the password is wrong.',
    tooMany: 'Too many attempts. Try again in fifteen minutes.',
    unreachable: 'The server can’t be reached. Check your connection.',
  },
);
