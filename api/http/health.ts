import type { FastifyInstance } from 'fastify';

/** How long the database may take to answer before nothing more is sent here. */
const READY_WITHIN_MS = 2_000;

/** What an operator should look at, though work goes on. */
export interface HealthWarning {
  readonly code: 'CLOCK_SKEW';
  /** Of which kind of process. */
  readonly role: string;
  /** By how much its clock is ahead of the database's. */
  readonly seconds: number;
}

/** What this process and its peers have to say; null where it can't do its work. */
export type Readiness = () => Promise<readonly HealthWarning[] | null>;

/** `/healthz`: the process lives. `/readyz`: it can do its work, else 503, and a balancer sends requests elsewhere; with what is worth a look. */
export function addHealth(app: FastifyInstance, readiness: Readiness): void {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const warnings = await withinLimit(readiness);
    return warnings ? { status: 'ready', warnings } : reply.code(503).send({ status: 'not ready' });
  });
}

async function withinLimit(readiness: Readiness): ReturnType<Readiness> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), READY_WITHIN_MS);
  });
  try {
    return await Promise.race([readiness().catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}
