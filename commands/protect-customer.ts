import { decideProtect } from '../domain/pool/protect.js';
import { command } from './command.js';

export interface ProtectCustomer {
  readonly customerId: string;
  readonly protected: boolean;
  readonly until?: Date | null;
  readonly note: string;
}

export const protectCustomer = command(
  'protectCustomer',
  async (tx, { customerId, until, ...rest }: ProtectCustomer, call) =>
    decideProtect(await tx.lockCustomer(customerId), { ...rest, until: until ?? null }, call),
);
