/** Bounds of what one connection, one person, one address and all together may take. */
export interface StreamLimits {
  readonly operationsPerSocket: number;
  readonly payloadBytes: number;
  /** What a socket's reader may leave unread before its streams wait for them. */
  readonly unsentBytes: number;
  readonly connectionsPerUser: number;
  readonly connectionsPerAddress: number;
  /** New ones, of all addresses together. */
  readonly connectionsPerSecond: number;
  readonly pingSeconds: number;
  /** How long a socket may take to say whose it is. */
  readonly initSeconds: number;
  /** How long a socket may run nothing. */
  readonly idleSeconds: number;
}

export const STREAM_LIMITS: StreamLimits = {
  operationsPerSocket: 50,
  payloadBytes: 1_048_576,
  unsentBytes: 524_288,
  connectionsPerUser: 1_000,
  connectionsPerAddress: 2_000,
  connectionsPerSecond: 300,
  pingSeconds: 12,
  initSeconds: 10,
  idleSeconds: 300,
};
