import { useRef, useState } from 'react';
import { GenjinError } from '../../sdk/error.js';
import { sdk } from '../connection/connection.js';
import type { ActOptions } from '../connection/use-act.js';
import { useToasts } from './toasts.js';

export interface Sent {
  readonly bytes: number;
  readonly size: number;
}

interface Upload {
  /** Answers the file's id; null where it was cancelled, or failed, which was told: at the field `fileId` where it was the file's fault. */
  readonly upload: (file: File, places: ActOptions) => Promise<string | null>;
  /** Null: nothing is on its way. */
  readonly sent: Sent | null;
  /** Ends what is on its way. */
  readonly cancel: () => void;
}

export function useUpload(): Upload {
  const toasts = useToasts();
  const [sent, setSent] = useState<Sent | null>(null);
  const current = useRef<AbortController>(null);
  const upload: Upload['upload'] = async (file, { onWrong }) => {
    const { signal } = (current.current = new AbortController());
    setSent({ bytes: 0, size: file.size });
    try {
      const { id } = await sdk.upload(file, { signal, onProgress: (bytes, size) => setSent({ bytes, size }) });
      return id;
    } catch (cause) {
      if (signal.aborted) return null;
      if (!(isItsFault(cause) && onWrong?.({ fileId: cause.message }))) toasts.failed(cause);
      return null;
    } finally {
      setSent(null);
    }
  };
  return { upload, sent, cancel: () => current.current?.abort() };
}

/** What was answered says what is wrong with the file; without an answer nobody knows. */
const isItsFault = (cause: unknown): cause is GenjinError =>
  cause instanceof GenjinError && cause.codes.some((code) => code === 'BAD_USER_INPUT' || code.startsWith('FILE_'));
