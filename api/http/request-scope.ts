import { AsyncLocalStorage } from 'node:async_hooks';
import type { Reader } from '../errors.js';

/** Who will read the errors of the request at hand: Apollo formats them without telling whose they are. */
export const requestScope = new AsyncLocalStorage<Reader>();
