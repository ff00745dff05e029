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
  /** It is a contract of this customer already. */
  readonly isTheirs: boolean;
}

/** Attaches a contract that was uploaded; the file belongs to the customer from then on, and attaching it again changes nothing. */
export function decideAttachContract(file: CustomerFile, document: Document, call: Call): Decision {
  const refusal = subjectRefusal(file, call);
  if (refusal) return refuse(refusal);
  if (document.isTheirs) return acceptFor(file, [], call, {});
  requireKind(document, CONTRACT_KINDS, 'fileId');
  const { id: customerId } = file.customer;
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
