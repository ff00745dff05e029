import type { CustomerFilter, LeadFilter } from '../../../schema/inputs/filters.input.js';
import type { PageArgs } from '../page-args.js';

/** A page of one list of the workbench, narrowed like any other list. */
export interface CustomerListArgs extends PageArgs {
  readonly filter?: CustomerFilter | null;
}

export interface LeadListArgs extends PageArgs {
  readonly filter?: LeadFilter | null;
}
