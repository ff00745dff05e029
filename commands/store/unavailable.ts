/** SQLSTATE classes and codes of a server that is away, full or too busy: asking again later is all it takes. */
const SQL_STATES = /^(08...|53...|57P0[1-5]|57014|55P03|40001|40P01)$/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH']);
const PRISMA = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2037']);

/** node-postgres gives these no code. */
const WITHOUT_CODE = [
  'timeout exceeded when trying to connect',
  'Connection terminated',
  'Client has encountered a connection error',
  'Client was closed',
  'Cannot use a pool after calling end',
];

/** A call that does much at once ran out of time; asked again with its key, it goes on where it stopped. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
  constructor() {
    super('took too long');
  }
}

/** Whether the database couldn't be reached or had no time, which is nobody's mistake and passes. */
export function isUnavailable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if (error instanceof TookTooLong) return true;
  const { code, message, errors } = error as { code?: unknown; message?: unknown; errors?: unknown };
  if (typeof code === 'string') return NETWORK.has(code) || PRISMA.has(code) || SQL_STATES.test(code);
  if (typeof message === 'string' && WITHOUT_CODE.some((start) => message.startsWith(start))) return true;
  return Array.isArray(errors) && errors.some(isUnavailable); // every address of a host refused
}
