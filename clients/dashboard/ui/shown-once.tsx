import { texts, useTexts } from '../language/texts.js';
import { useToasts } from './toasts.js';

interface Props {
  readonly label: string;
  readonly value: string;
}

/** A secret that was just made: the API keeps no more of it than it needs to know it again. */
export function ShownOnce({ label, value }: Props) {
  const t = useTexts(words);
  const toasts = useToasts();
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => toasts.show({ tone: 'good', text: t.copied }),
      (cause: unknown) => toasts.failed(cause),
    );
  return (
    <div className="card stack tight" role="status">
      <label>
        {label}
        <input readOnly value={value} onFocus={({ target }) => target.select()} />
      </label>
      <p className="notice warn">{t.once}</p>
      {'clipboard' in navigator && (
        <button type="button" onClick={() => void copy()}>
          {t.copy}
        </button>
      )}
    </div>
  );
}

const words = texts(
  { once: '只显示这一次，请马上保存。', copy: '复制', copied: '已复制。' },
  { once: 'It is shown this once: keep it now.', copy: 'Copy', copied: 'Copied.' },
);
