import type { LoggedEvent } from '../../commands/store/event-log.js';
import { maySee, maySeeGeneralEvent, scopeOf, type Standing, type Viewer } from '../../domain/policy.js';
import { subjectOf } from './standings.js';

/** What somebody may not query they never receive: a card is its recipient's, an event its subject's, the rest goes by role. */
export function mayReceive(viewer: Viewer, event: LoggedEvent, standing: Standing | null): boolean {
  if (event.recipientId !== null) return event.recipientId === viewer.id;
  if (subjectOf(event) === null) return maySeeGeneralEvent(viewer, event.type);
  return standing !== null && maySee(viewer, standing);
}

/** A card is read by its recipient, and by their superiors, who may react to it on their behalf. */
export function mayReadCard(viewer: Viewer, recipientId: string, recipientTeamId: string | null): boolean {
  const scope = scopeOf(viewer);
  if (scope.everybody || recipientId === viewer.id) return true;
  return recipientTeamId !== null && scope.teamIds.includes(recipientTeamId);
}
