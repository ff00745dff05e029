import { GenjinError } from '../../sdk/error.js';
import { told } from './told.js';

const RETRY_MS = 3_000;

const state = told({ isLost: false, recoveries: 0 });

/** Whether the API can be reached; once lost, it is tried again and again until it can. */
export const line = {
  ...state,
  works(): void {
    const { isLost, recoveries } = state.get();
    if (isLost) state.set({ isLost: false, recoveries: recoveries + 1 });
  },
  failed(cause: unknown): void {
    if (!isLineLost(cause) || state.get().isLost) return;
    state.set({ ...state.get(), isLost: true });
    void untilItWorks();
  },
};

/** The API didn't answer, or says that it can't just now. */
export const isLineLost = (cause: unknown): boolean =>
  !(cause instanceof GenjinError) || cause.codes.length === 0 || cause.codes.includes('UNAVAILABLE');

async function untilItWorks(): Promise<void> {
  while (!(await answers())) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  line.works();
}

const answers = (): Promise<boolean> =>
  fetch('/readyz', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );

addEventListener('offline', () => line.failed(null));
