import type { Database } from '../../commands/store/open-database.js';
import { loadViewer } from '../../commands/store/viewers.js';
import { scopeOf, type Viewer } from '../../domain/policy.js';
import { pools } from '../queries/pools.js';
import type { Workers } from '../queries/workbench/workers.js';
import { ALL, cardsOf, heldBy, heldInTeam, ofPool, ofType, type Topic } from './topics.js';

/** What is changed for everybody at once. */
const SHARED = ['USER_CHANGED', 'TEAM_CHANGED', 'POOL_CHANGED', 'SETTINGS_CHANGED', 'PLAYBOOK_BOUND'].map(ofType);

/** By what somebody's workbench is found when it has to be looked at again: their work, that of those under them, and the pools they claim from. */
export async function topicsOfWork(database: Database, viewer: Viewer, workers: Workers): Promise<readonly Topic[]> {
  const whose = 'teamId' in workers ? [heldInTeam(workers.teamId)] : await topicsOfPerson(database, workers.userId);
  const open = await pools(database, viewer);
  return [...SHARED, ...whose, ...open.map(({ id }) => ofPool(id))];
}

async function topicsOfPerson(database: Database, userId: string): Promise<readonly Topic[]> {
  const person = await loadViewer(database, userId);
  const scope = person && scopeOf(person);
  const under = scope === null ? [] : scope.everybody ? [ALL] : scope.teamIds.map(heldInTeam);
  return [heldBy(userId), cardsOf(userId), ...under];
}
