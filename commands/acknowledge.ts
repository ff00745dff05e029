import { decideAcknowledge } from '../domain/acknowledge.js';
import { command } from './command.js';
import { lockNotification } from './notification-subject.js';

export interface Acknowledge {
  readonly notificationId: string;
  readonly onBehalfOf?: string | null;
}

export const acknowledge = command('acknowledge', async (tx, input: Acknowledge, call) => {
  const { notification, file } = await lockNotification(tx, input);
  return decideAcknowledge(notification, file, call);
});
