import type { RouteLimits, Sent } from '../../domain/delivery/delivery.js';

/** A message to send: the same id at every attempt, so that a receiver who asks can tell what it has had already. */
export interface Outbound<Content> {
  readonly deliveryId: string;
  readonly attempt: number;
  readonly laneKey: string;
  readonly createdAt: Date;
  readonly content: Content;
}

/** One way out. It makes the call, and says what came of it in terms that hold for every channel. */
export interface Channel<Content> extends RouteLimits {
  send(message: Outbound<Content>, signal: AbortSignal): Promise<Sent>;
}
