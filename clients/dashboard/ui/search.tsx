import { useEffect, useState } from 'react';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

export const Search = ({ label, value, onChange }: Props) => (
  <input
    type="search"
    aria-label={label}
    placeholder={label}
    value={value}
    onChange={({ target }) => onChange(target.value)}
  />
);

const PAUSE_MS = 300;

/** What is typed, and what it was when typing last paused. */
export function useSearchText(): readonly [typed: string, searched: string, type: (text: string) => void] {
  const [typed, type] = useState('');
  const [searched, setSearched] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSearched(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return [typed, searched, type];
}
