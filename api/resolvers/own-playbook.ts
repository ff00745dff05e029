import type { Playbook } from '../../domain/playbook/playbook.js';
import { viewerOf, type Context } from '../context.js';
import { newestDefault } from '../queries/playbooks.js';

/** The playbook of the viewer's team, else the newest default: whose words and lists they know. */
export async function ownPlaybook(ctx: Context): Promise<Playbook> {
  const { teamId } = viewerOf(ctx);
  const team = teamId === null ? null : await ctx.loaders.team.load(teamId);
  const playbook = team && (await ctx.loaders.playbook.load(team.playbookId));
  return playbook ?? newestDefault(ctx.database);
}
