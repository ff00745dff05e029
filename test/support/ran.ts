import { spawn } from 'node:child_process';

export interface Ran {
  /** Null where it was ended because it had said what was waited for. */
  readonly code: number | null;
  readonly output: string;
}

interface Running {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Ends it as soon as it has said this. */
  readonly until?: RegExp;
}

/** Runs a command beside this process, which may be the server it talks to; answers all that it printed. */
export function ran(command: string, args: readonly string[], { cwd, env, until }: Running): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const { NODE_OPTIONS: _, ...ours } = process.env;
    const child = spawn(command, args, { cwd, env: { ...ours, ...env } });
    let output = '';
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      if (until?.test(output)) child.kill();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

/** The same with Node; throws what it printed where it fails. */
export async function ranNode(args: readonly string[], running: Running): Promise<string> {
  const { code, output } = await ran(process.execPath, args, running);
  if (code) throw new Error(output);
  return output;
}
