import { decideObjectToReclaim } from '../domain/approval/objection.js';
import { command } from './command.js';

export interface ObjectToReclaim {
  readonly customerId: string;
  readonly note: string;
}

export const objectToReclaim = command('objectToReclaim', async (tx, { customerId, note }: ObjectToReclaim, call) =>
  decideObjectToReclaim(await tx.lockCustomer(customerId), note, tx.requireCaller(), call),
);
