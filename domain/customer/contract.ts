import { add, event, set } from '../change.js';
import { refuse, type Call, type Decision } from '../decision.js';
import { attached, CONTRACT_KINDS, requireKind } from '../file/attach.js';
import type { StoredFile } from '../file/file.js';
import { subjectRefusal } from '../follow-up/rights.js';
import { acceptFor } from '../settle.js';
import type { CustomerFile } from './customer.js';
import { activity } from './facts.js';

/** A contract file of a customer. */
export interface Contract {
  readonly id: string;
  readonly customerId: string;
  readonly fileId: string;
  /** The file's name when it was attached. */
  readonly name: string;
  readonly byId: string | null;
  readonly attachedAt: Date;
}

interface Document extends StoredFile {
  /** Since when it is a contract of this customer; null: it isn't. */
  readonly theirsSince: Date | null;
}

/**
 * Attaches a contract that was uploaded; the file belongs to the customer from then on, and attaching it again changes nothing. One from before
 * the customer was reopened is closed: the new sale has its own.
 */
export function decideAttachContract(file: CustomerFile, document: Document, call: Call): Decision {
  const refusal = subjectRefusal(file, call);
  if (refusal) return refuse(refusal);
  const { id: customerId, cycleStartedAt } = file.customer;
  if (document.theirsSince !== null)
    return document.theirsSince > cycleStartedAt ? acceptFor(file, [], call, {}) : refuse({ code: 'ALREADY_CLOSED' });
  requireKind(document, CONTRACT_KINDS, 'fileId');
  const contract: Contract = {
    id: call.newId('Contract'),
    customerId,
    fileId: document.id,
    name: document.name,
    byId: call.by?.id ?? null,
    attachedAt: call.now,
  };
  const changes = [
    add('Contract', contract),
    attached(document, call),
    set('Customer', customerId, activity(file.customer, call.now)),
    event('CONTRACT_ATTACHED', {
      customerId,
      changes: [{ field: 'contracts', old: null, new: document.id }],
      data: { contractId: contract.id, fileId: document.id, name: document.name },
    }),
  ];
  return acceptFor(file, changes, call, {});
}
