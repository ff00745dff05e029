/** Tells the rest of the process that the log has grown. Called after commit only; nothing is lost if it never happens. */
export type Announce = () => void;

/** Lets several listeners hear the same announcement; one that fails doesn't silence the others. */
export function announcer(onError: (error: unknown) => void): {
  announce: Announce;
  onAnnounced: (listener: Announce) => () => void;
} {
  const listeners = new Set<Announce>();
  const announce: Announce = () => {
    for (const listener of listeners) {
      try {
        listener();
      } catch (error) {
        onError(error);
      }
    }
  };
  const onAnnounced = (listener: Announce) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return { announce, onAnnounced };
}
