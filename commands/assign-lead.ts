import { decideAssignLead } from '../domain/lead/assign.js';
import { command } from './command.js';
import { withPeople } from './store/files.js';

export interface AssignLead {
  readonly leadId: string;
  readonly ownerId: string;
}

export const assignLead = command('assignLead', async (tx, input: AssignLead, call) => {
  const file = await tx.lockLead(input.leadId);
  const to = await tx.loadPerson(input.ownerId, 'ownerId');
  return decideAssignLead(withPeople(file, await tx.loadStandIns(to.id)), to, call);
});
