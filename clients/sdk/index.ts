export { browserStore } from './browser-store.js';
export {
  createClient,
  type Client,
  type ClientOptions,
  type Person,
  type RequestOptions,
  type SignedIn,
} from './client.js';
export { GenjinError } from './error.js';
export * from './generated/operations.js';
export type { Transport } from './line.js';
export type { Page } from './pages.js';
export { OFFERS, type Offer } from './refusals.js';
export { memoryStore, type KeptSession, type SessionStore } from './session-store.js';
export type { Streamed, UploadedFile, UploadOptions } from './upload.js';
