/** The tokens of a sign-in. Whoever has them is that person: keep them as you would keep a password. */
export interface KeptSession {
  /** Whose it is. */
  readonly personId: string;
  readonly accessToken: string;
  /** Works once; used again more than a minute later it ends the session. */
  readonly refreshToken: string;
  /** When the access token ends. */
  readonly expiresAt: string;
}

/** Where a sign-in is kept. Clients over one store share it: who signs in, on or out through one does so for all. */
export interface SessionStore {
  read(): KeptSession | null | Promise<KeptSession | null>;
  write(session: KeptSession | null): void | Promise<void>;
  /** Does something while no other client of the store does; left out, only clients of this process wait for each other. */
  alone?<T>(work: () => Promise<T>): Promise<T>;
  /** Calls when somebody has written. */
  onChange?(changed: () => void): void;
}

/** Keeps a sign-in as long as the process lives. */
export function memoryStore(session: KeptSession | null = null): SessionStore {
  let kept = session;
  const listeners: (() => void)[] = [];
  return {
    read: () => kept,
    write: (next) => {
      kept = next;
      for (const changed of listeners) changed();
    },
    onChange: (changed) => void listeners.push(changed),
  };
}

const busy = new WeakMap<SessionStore, Promise<unknown>>();

/** Does something while no other client of the store does. */
export function alone<T>(store: SessionStore, work: () => Promise<T>): Promise<T> {
  if (store.alone) return store.alone(work);
  const before = busy.get(store) ?? Promise.resolve();
  const mine = before.then(work, work);
  busy.set(store, mine);
  return mine;
}
