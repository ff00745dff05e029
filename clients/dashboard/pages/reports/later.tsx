import { useState, type ReactNode } from 'react';
import { texts, useTexts } from '../../language/texts.js';

/** The next page of a list, once somebody wants it. */
export function Later({ children }: { readonly children: () => ReactNode }) {
  const t = useTexts(words);
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return children();
  return (
    <button type="button" onClick={() => setOpen(true)}>
      {t.more}
    </button>
  );
}

const words = texts({ more: '再显示一些' }, { more: 'Show more' });
