import type { LoggedEvent } from '../../commands/store/event-log.js';
import { maySee, maySeeGeneralEvent, type Standing, type Viewer } from '../../domain/policy.js';
import { subjectOf } from './standings.js';

/** What somebody may not query they never receive: a card is its recipient's, an event its subject's, the rest goes by role. */
export function mayReceive(viewer: Viewer, event: LoggedEvent, standing: Standing | null): boolean {
  if (event.recipientId !== null) return event.recipientId === viewer.id;
  if (subjectOf(event) === null) return maySeeGeneralEvent(viewer, event.type);
  return standing !== null && maySee(viewer, standing);
}
