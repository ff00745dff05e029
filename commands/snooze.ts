import { decideSnooze } from '../domain/acknowledge.js';
import { command } from './command.js';
import { lockNotification } from './notification-subject.js';

export interface Snooze {
  readonly notificationId: string;
  readonly onBehalfOf?: string | null;
  /** ISO span. */
  readonly for: string;
}

export const snooze = command('snooze', async (tx, input: Snooze, call) => {
  const { notification, file } = await lockNotification(tx, input);
  return decideSnooze(notification, file, input.for, call);
});
