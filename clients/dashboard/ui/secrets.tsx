import { createContext, use, useMemo, useState, type ReactNode } from 'react';

/** What a secret is for: each kind is shown on a page of its own. */
export type SecretOf = 'API_KEY' | 'SOURCE' | 'WEBHOOK';

/** A secret that was just made, and of what; a newer one of the same takes its place. */
export interface Secret {
  readonly of: SecretOf;
  readonly id: string;
  readonly name: string;
  readonly value: string;
}

interface Secrets {
  readonly kept: readonly Secret[];
  readonly keep: (secret: Secret) => void;
  readonly close: (id: string) => void;
}

const SecretsContext = createContext<Secrets | null>(null);

/** Whatever is shown once stays until somebody closes it, whichever page or language they look at meanwhile; in memory only, and no longer than the sign-in. */
export function SecretsProvider({ children }: { readonly children: ReactNode }) {
  const [kept, setKept] = useState<readonly Secret[]>([]);
  const secrets = useMemo<Secrets>(
    () => ({
      kept,
      keep: (secret) => setKept((all) => [secret, ...all.filter(({ id }) => id !== secret.id)]),
      close: (id) => setKept((all) => all.filter((secret) => secret.id !== id)),
    }),
    [kept],
  );
  return <SecretsContext value={secrets}>{children}</SecretsContext>;
}

export function useSecrets(): Secrets {
  const secrets = use(SecretsContext);
  if (!secrets) throw new Error('No secrets are kept here');
  return secrets;
}
