import { useEffect, useState } from 'react';
import { useClient, type Client } from 'urql';
import { useAgain } from '../connection/use-ask.js';
import type { CheckDraftQuery } from '../generated/operations.js';
import type { Definition } from './definition.js';

export type Check = CheckDraftQuery['checkPlaybook'];

/** How it is asked what is wrong with rules of some kind; undefined: it couldn’t be. */
export type Ask = (client: Client, definition: Definition) => Promise<Check | undefined>;

const PAUSE_MS = 300;

/** What the API finds in a draft, asked whenever typing pauses. What was found before stays until then, and isn’t current. */
export function useCheck(definition: Definition, askFor: Ask) {
  const client = useClient();
  const [found, setFound] = useState<{ readonly of: Definition; readonly check: Check } | null>(null);
  const [attempt, setAttempt] = useState(0);
  useAgain(() => setAttempt((before) => before + 1));
  useEffect(() => {
    let isOld = false;
    const ask = async () => {
      const check = await askFor(client, definition);
      if (check && !isOld) setFound({ of: definition, check });
    };
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [client, definition, askFor, attempt]);
  return { check: found?.check ?? null, isCurrent: found?.of === definition };
}
