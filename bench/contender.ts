import { fork, type ChildProcess } from 'node:child_process';

/** One of our scripts as a process of its own; `ready` is its first word. */
export async function aProcess(script: string, settings: NodeJS.ProcessEnv, args: readonly string[] = []) {
  const child = fork(script, args, { execArgv: ['--import', 'tsx'], env: { ...process.env, ...settings } });
  return { child, what: await said(child, 'ready') };
}

/** Resolves with what comes along with this word. */
export function said(child: ChildProcess, word: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const over = () => child.off('message', hear).off('exit', ended);
    const hear = (message: { readonly word: string; readonly what?: unknown }) => {
      if (message.word !== word) return;
      over();
      resolve(message.what);
    };
    const ended = (code: number | null) => {
      over();
      reject(new Error(`a process of the bench ended (${code})`));
    };
    child.on('message', hear).on('exit', ended);
  });
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
};
