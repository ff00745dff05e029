import { useEffect, useState } from 'react';
import { useClient, type Client } from 'urql';
import { useAgain } from '../connection/use-ask.js';
import type { CheckDraftQuery } from '../generated/operations.js';
import type { Definition } from './definition.js';

export type Check = CheckDraftQuery['checkPlaybook'];

/** How it is asked what is wrong with rules of some kind; throws why it couldn’t be. */
export type Ask = (client: Client, definition: Definition) => Promise<Check>;

export interface Checking {
  /** What was found last. */
  readonly check: Check | null;
  /** Whether that is about the rules as they are. */
  readonly isCurrent: boolean;
  /** Why the rules as they are couldn’t be checked. */
  readonly failure: Error | null;
  readonly again: () => void;
}

const PAUSE_MS = 300;

/** What the API finds in a draft, asked whenever typing pauses. What was found before stays until then, and isn’t current. */
export function useCheck(definition: Definition, askFor: Ask): Checking {
  const client = useClient();
  const [found, setFound] = useState<{ readonly of: Definition; readonly check: Check } | null>(null);
  const [failed, setFailed] = useState<{ readonly of: Definition; readonly cause: Error } | null>(null);
  const [attempt, setAttempt] = useState(0);
  const again = () => {
    setFailed(null);
    setAttempt((before) => before + 1);
  };
  useAgain(again);
  useEffect(() => {
    let isOld = false;
    const ask = async () => {
      try {
        const check = await askFor(client, definition);
        if (!isOld) setFound({ of: definition, check });
      } catch (cause) {
        if (!isOld) setFailed({ of: definition, cause: cause as Error });
      }
    };
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [client, definition, askFor, attempt]);
  const isCurrent = found?.of === definition;
  const failure = failed !== null && failed.of === definition && !isCurrent ? failed.cause : null;
  return { check: found?.check ?? null, isCurrent, failure, again };
}
