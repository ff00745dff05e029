import { useState } from 'react';
import { texts, useTexts } from '../language/texts.js';

interface Reason {
  readonly code: string;
  readonly label: string;
  readonly needsNote: boolean;
}

/** A reason of a list, and words to it where that reason needs them: `reason` and `note` of the form around it. */
export function ReasonFields({ reasons }: { readonly reasons: readonly Reason[] }) {
  const t = useTexts(words);
  const [chosen, choose] = useState('');
  const needsNote = reasons.find(({ code }) => code === chosen)?.needsNote ?? false;
  return (
    <>
      <label>
        {t.reason}
        <select name="reason" required value={chosen} onChange={({ target }) => choose(target.value)}>
          <option value="">{t.choose}</option>
          {reasons.map(({ code, label }) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
        </select>
      </label>
      {needsNote && (
        <label>
          {t.note}
          <textarea name="note" rows={2} maxLength={2000} required />
        </label>
      )}
    </>
  );
}

const words = texts(
  { reason: '原因', choose: '请选择原因', note: '说明（必填）' },
  { reason: 'Reason', choose: 'Choose a reason', note: 'Note (needed)' },
);
