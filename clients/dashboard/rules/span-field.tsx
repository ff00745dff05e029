import { useState } from 'react';
import { useTexts } from '../language/texts.js';
import { textOf } from './definition.js';
import { usePlace } from './editing.js';
import type { FieldProps } from './fields.js';
import { Problems, told } from './problems.js';
import { spanIn, spanOf, UNITS, type Unit } from './span.js';
import { ruleWords } from './words.js';

/** A number and a unit; a span that is neither is written as ISO 8601 has it. */
export function SpanField({ path, label, isOptional = false }: FieldProps & { readonly isOptional?: boolean }) {
  const t = useTexts(ruleWords);
  const { value, set, problems } = usePlace(path);
  const given = textOf(value);
  const read = spanIn(given);
  const [chosen, choose] = useState<Unit | 'ISO'>(read?.unit ?? 'H');
  if (read && chosen !== 'ISO' && chosen !== read.unit) choose(read.unit);
  const isWritten = chosen === 'ISO' || (read === null && given !== '');
  const unit = isWritten ? 'ISO' : (read?.unit ?? chosen);
  const put = (text: string) => set(isOptional && text === '' ? undefined : text);
  const type = (text: string) => put(unit === 'ISO' ? text.trim() : spanOf({ amount: text.replace(/\D/g, ''), unit }));
  const changeUnit = (next: Unit | 'ISO') => {
    choose(next);
    if (next !== 'ISO') put(spanOf({ amount: read?.amount ?? '', unit: next }));
  };
  return (
    <div className="span-field">
      <label htmlFor={path}>{label}</label>
      <div className="span">
        <input
          id={path}
          inputMode={unit === 'ISO' ? 'text' : 'numeric'}
          value={unit === 'ISO' ? given : (read?.amount ?? '')}
          onChange={({ target }) => type(target.value)}
          {...told(path, problems)}
        />
        <select
          aria-label={t.unitOf(label)}
          value={unit}
          onChange={({ target }) => changeUnit(target.value as Unit | 'ISO')}
        >
          {[...UNITS, 'ISO' as const].map((one) => (
            <option key={one} value={one}>
              {t[`unit${one}`]}
            </option>
          ))}
        </select>
      </div>
      {unit === 'ISO' && <p className="soft small">{t.writtenAs}</p>}
      <Problems path={path} problems={problems} />
    </div>
  );
}
