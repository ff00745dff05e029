import { texts, useTexts } from '../language/texts.js';
import { useSecrets, type Secret, type SecretOf } from './secrets.js';
import { useToasts } from './toasts.js';

interface Props {
  readonly of: SecretOf;
  readonly label: (name: string) => string;
}

/** Secrets that were just made: the API keeps no more of them than it needs to know them again. */
export function ShownOnce({ of, label }: Props) {
  const { kept, close } = useSecrets();
  return kept
    .filter((secret) => secret.of === of)
    .map((secret) => (
      <SecretShown key={secret.id} label={label(secret.name)} secret={secret} onClose={() => close(secret.id)} />
    ));
}

interface SecretProps {
  readonly label: string;
  readonly secret: Secret;
  readonly onClose: () => void;
}

function SecretShown({ label, secret: { value }, onClose }: SecretProps) {
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
      <div className="row">
        {'clipboard' in navigator && (
          <button type="button" onClick={() => void copy()}>
            {t.copy}
          </button>
        )}
        <button type="button" onClick={onClose}>
          {t.close}
        </button>
      </div>
    </div>
  );
}

const words = texts(
  { once: '只显示这一次，请马上保存。', copy: '复制', copied: '已复制。', close: '已保存，关闭' },
  { once: 'It is shown this once: keep it now.', copy: 'Copy', copied: 'Copied.', close: 'I kept it: close' },
);
