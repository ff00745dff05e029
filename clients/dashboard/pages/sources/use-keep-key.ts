import { useSecrets } from '../../ui/secrets.js';

interface Given {
  readonly source: { readonly id: string; readonly name: string } | null;
  readonly intakeKey: string | null;
}

/** Keeps the key that a source was just given, as the address to deliver to. */
export function useKeepKey(): (given: Given) => void {
  const { keep } = useSecrets();
  return ({ source, intakeKey }) => {
    if (source && intakeKey)
      keep({ of: 'SOURCE', id: source.id, name: source.name, value: `${location.origin}/intake/${intakeKey}` });
  };
}
