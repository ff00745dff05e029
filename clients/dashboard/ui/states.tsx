import type { ReactNode } from 'react';
import { GenjinError } from '../../sdk/error.js';
import type { Asked } from '../connection/use-ask.js';
import { texts, useTexts } from '../language/texts.js';

/** What a query answers, or that it is on its way, or why it can't be shown. */
export function Shown<Data>({
  asked: { data, error, refresh },
  children,
}: {
  readonly asked: Asked<Data>;
  readonly children: (data: Data) => ReactNode;
}) {
  if (data !== undefined) return children(data);
  return error ? <CantBeShown cause={error} onRetry={() => void refresh()} /> : <Loading />;
}

export function Loading() {
  const t = useTexts(words);
  return (
    <div className="loading" role="status">
      <span className="visually-hidden">{t.loading}</span>
      <div className="bone" />
      <div className="bone" />
      <div className="bone" />
    </div>
  );
}

export const Empty = ({ children }: { readonly children: ReactNode }) => <div className="empty">{children}</div>;

export function NotFound() {
  const t = useTexts(words);
  return <Empty>{t.notFound}</Empty>;
}

export function CantBeShown({ cause, onRetry }: { readonly cause: Error; readonly onRetry: () => void }) {
  const t = useTexts(words);
  const isGone = cause instanceof GenjinError && cause.codes.includes('NOT_FOUND');
  return (
    <div className="empty" role="alert">
      <p>{isGone ? t.notFound : t.failed}</p>
      {!isGone && (
        <button type="button" onClick={onRetry}>
          {t.retry}
        </button>
      )}
    </div>
  );
}

const words = texts(
  {
    loading: '正在载入',
    failed: '暂时载入不了，请检查网络后重试。',
    notFound: '没有找到，或者您没有权限查看。',
    retry: '重试',
  },
  {
    loading: 'Loading',
    failed: 'This can’t be loaded just now. Check your connection and try again.',
    notFound: 'There is no such thing, or you may not see it.',
    retry: 'Try again',
  },
);
