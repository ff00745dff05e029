import { useState } from 'react';
import { useTexts } from '../language/texts.js';
import { usePlace } from './editing.js';
import { ruleWords } from './words.js';

/** A part of the definition as it is written, for whatever has no field. What isn’t JSON is not taken over. */
export function JsonPart({ path, label }: { readonly path: string; readonly label: string }) {
  const t = useTexts(ruleWords);
  const { value, set } = usePlace(path);
  const [typed, type] = useState({ value, text: asText(value) });
  const [isBroken, setBroken] = useState(false);
  if (typed.value !== value) {
    type({ value, text: asText(value) });
    setBroken(false);
  }
  const change = (text: string) => {
    const read = readJson(text);
    setBroken(read === undefined);
    type({ value: read ?? value, text });
    if (read !== undefined) set(read);
  };
  return (
    <details>
      <summary>{label}</summary>
      <textarea
        className="json"
        rows={16}
        spellCheck={false}
        aria-label={label}
        aria-invalid={isBroken}
        value={typed.text}
        onChange={({ target }) => change(target.value)}
      />
      <p className="small problem" role="status">
        {isBroken && t.noJson}
      </p>
    </details>
  );
}

const asText = (value: unknown): string => JSON.stringify(value, null, 2);

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
