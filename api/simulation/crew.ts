import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { badInput } from '../../domain/decision.js';
import type { Message } from '../../domain/message.js';
import type { Counted } from '../../domain/simulation/tally.js';
import type { Trial } from './trial.js';

/** What a thread answers: null until it was asked what came of its batches. */
export type Answer =
  { readonly counted: Counted | null } | { readonly refused: { readonly field: string; readonly text: Message } };

/** More of them would wait for the database. */
const MOST_THREADS = 4;

/** Room for what a batch leaves behind: nearly all of it is soon thrown away. */
const YOUNG_MB = 64;

/** Shares batches of pasts among a thread for each core, and tells what each of them counted; all end when it is called off. */
export async function inThreads(
  trial: Trial,
  batches: AsyncGenerator<readonly string[]>,
  signal: AbortSignal,
): Promise<readonly Counted[]> {
  const threads = Array.from({ length: Math.min(availableParallelism(), MOST_THREADS) }, () => new Thread(trial));
  const end = () => threads.forEach((thread) => thread.end());
  signal.addEventListener('abort', end, { once: true });
  try {
    return await Promise.all(threads.map((thread) => thread.work(batches)));
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

class Thread {
  private readonly worker: Worker;
  private readonly failed: Promise<never>;

  constructor(trial: Trial) {
    this.worker = new Worker(...codeOf(trial));
    this.failed = new Promise((_, reject) => {
      this.worker.once('error', reject);
      this.worker.once('exit', () => reject(new Error('A thread of the simulation ended')));
    });
    this.failed.catch(() => undefined); // told to whoever waits for an answer
  }

  async work(batches: AsyncGenerator<readonly string[]>): Promise<Counted> {
    for await (const batch of batches) await this.ask(batch);
    const counted = await this.ask(null);
    if (!counted) throw new Error('A thread didn’t say what came of its batches');
    return counted;
  }

  end(): void {
    void this.worker.terminate();
  }

  private async ask(pasts: readonly string[] | null): Promise<Counted | null> {
    const answered = new Promise<Answer>((resolve) => this.worker.once('message', resolve));
    this.worker.postMessage(pasts);
    const answer = await Promise.race([answered, this.failed]);
    if ('refused' in answer) throw badInput(answer.refused.field, answer.refused.text);
    return answer.counted;
  }
}

/** Run from its source, a thread first learns how to read it. */
function codeOf(workerData: Trial): ConstructorParameters<typeof Worker> {
  const options = { workerData, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } };
  if (!import.meta.url.endsWith('.ts')) return [new URL('./worker.js', import.meta.url), options];
  const source = new URL('./worker.ts', import.meta.url).href;
  const readSource = `import('tsx/esm/api').then(({ register }) => { register(); return import('${source}'); });`;
  return [readSource, { ...options, eval: true }];
}
