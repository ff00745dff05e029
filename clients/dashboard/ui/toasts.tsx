import { createContext, use, useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { isLineLost } from '../connection/line.js';
import { offerOf, retryAtOf, type Refusal } from '../connection/refusal.js';
import { wordsOf } from '../connection/wrong.js';
import { useMoments } from '../language/moments.js';
import { texts, useTexts } from '../language/texts.js';
import { Icon } from './icon.js';

export interface Toast {
  readonly tone: 'good' | 'bad';
  readonly text: string;
  /** What can be done about it. */
  readonly hint?: string | undefined;
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
}

interface Toasts {
  show(toast: Toast): void;
  /** Why the business said no, and what to do about it. */
  refused(refusal: Refusal): void;
  /** That it couldn't be asked, or that something went wrong. */
  failed(cause: unknown): void;
}

const ToastsContext = createContext<Toasts | null>(null);

export function useToasts(): Toasts {
  const toasts = use(ToastsContext);
  if (!toasts) throw new Error('There are no toasts here');
  return toasts;
}

const SHOWN_MS = 8_000;
const AT_ONCE = 3;

/** That one thing succeeded is over as soon as there is something newer to tell. */
const isStillNews = ({ tone, action }: Toast): boolean => tone === 'bad' || action !== undefined;

export function ToastsProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<readonly (Toast & { readonly id: number })[]>([]);
  const last = useRef(0);
  const t = useTexts(words);
  const { moment } = useMoments();
  const close = useCallback((id: number) => setShown((all) => all.filter((toast) => toast.id !== id)), []);
  const show = useCallback(
    (toast: Toast) => {
      const id = ++last.current;
      setShown((all) => [...all.filter(isStillNews).slice(1 - AT_ONCE), { ...toast, id }]);
      setTimeout(() => close(id), SHOWN_MS);
    },
    [close],
  );
  const toasts = useMemo<Toasts>(
    () => ({
      show,
      refused: (refusal) => show({ tone: 'bad', text: refusal.message, hint: hintOf(refusal) }),
      failed: (cause) => show({ tone: 'bad', text: whyFailed(cause) }),
    }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the two tell in the language of the moment
    [show, t],
  );

  function hintOf(refusal: Refusal): string | undefined {
    const at = retryAtOf(refusal);
    return at ? t.retryAt(moment(at)) : t[offerOf(refusal)] || undefined;
  }
  function whyFailed(cause: unknown): string {
    return isLineLost(cause) ? t.lineLost : (wordsOf(cause) ?? t.failed);
  }
  return (
    <ToastsContext value={toasts}>
      {children}
      <div className="toasts" aria-live="polite">
        {shown.map(({ id, tone, text, hint, action }) => (
          <div key={id} className={`toast toast-${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
            <p>
              {text}
              {hint && <span className="toast-hint">{hint}</span>}
            </p>
            {action && (
              <button type="button" className="quiet" onClick={() => (action.run(), close(id))}>
                {action.label}
              </button>
            )}
            <button type="button" className="quiet icon-only" aria-label={t.close} onClick={() => close(id)}>
              <Icon name="close" />
            </button>
          </div>
        ))}
      </div>
    </ToastsContext>
  );
}

const words = texts(
  {
    close: '关闭',
    lineLost: '网络断开了，不确定是否已提交。恢复后请先看最新内容，再决定是否重试。',
    failed: '出错了，没有提交。请再试一次。',
    retryAt: (at: string) => `${at} 之后可以再试。`,
    FILL_IN: '补充完整后再提交。',
    CHOOSE_ANOTHER: '请选择另一个状态。',
    RELOAD: '已有新的变化，请看最新内容后再决定。',
    WAIT: '请稍后再试。',
    FIND_EXISTING: '请先搜索已有的客户。',
    MEND_RULES: '请按提示修改规则。',
    ASK_SUPERIOR: '可以请上级处理。',
    CLAIM_FIRST: '请先领取。',
    NOTHING: '',
  },
  {
    close: 'Close',
    lineLost: 'The connection is lost, and it isn’t known whether this was done. Look at it again once it is back.',
    failed: 'Something went wrong; nothing was sent. Try again.',
    retryAt: (at: string) => `Try again after ${at}.`,
    FILL_IN: 'Fill in what is missing and send it again.',
    CHOOSE_ANOTHER: 'Choose another stage.',
    RELOAD: 'Something changed meanwhile; look at it and decide anew.',
    WAIT: 'Try again later.',
    FIND_EXISTING: 'Look for who is known already.',
    MEND_RULES: 'Mend the rules where it says so.',
    ASK_SUPERIOR: 'A superior can do it.',
    CLAIM_FIRST: 'Claim it first.',
    NOTHING: '',
  },
);
