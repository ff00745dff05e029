import { decodeCursor, encodeCursor, type Position } from '../../commands/store/cursor.js';
import { ID_KINDS } from '../../domain/decision.js';

const PREFIX = `${ID_KINDS.Event}_`;

/** An event's id is its place in the log. */
export const eventId = (place: Position): string => PREFIX + encodeCursor(place);

/** The place that an event's id names; null where it isn't one of ours. */
export function placeOfEvent(id: string): Position | null {
  try {
    return id.startsWith(PREFIX) ? decodeCursor(id.slice(PREFIX.length)) : null;
  } catch {
    return null;
  }
}
