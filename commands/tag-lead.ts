import { badInput } from '../domain/decision.js';
import { decideTag, type Tagging } from '../domain/lead/tag.js';
import { message } from '../domain/message.js';
import { command } from './command.js';

export interface TagLead {
  readonly leadId: string;
  readonly add?: readonly string[] | null;
  readonly remove?: readonly string[] | null;
}

export const tagLead = command('tagLead', async (tx, { leadId, ...wishes }: TagLead, call) => {
  const tagging = readTagging(wishes);
  const file = await tx.lockLead(leadId);
  return decideTag(file, tagging, call);
});

/** Trimmed; there is something to do, and nothing is both given and taken away. */
export function readTagging(wishes: Omit<TagLead, 'leadId'>): Tagging {
  const [add, remove] = [trimmed('add', wishes.add), trimmed('remove', wishes.remove)];
  if (add.length === 0 && remove.length === 0) throw badInput('add', message('REQUIRED'));
  const both = remove.findIndex((tag) => add.includes(tag));
  if (both >= 0) throw badInput(`remove.${both}`, message('TAG_BOTH_WAYS'));
  return { add, remove };
}

function trimmed(field: string, tags: readonly string[] | null | undefined): readonly string[] {
  return (tags ?? []).map((tag, index) => {
    if (tag.trim() === '') throw badInput(`${field}.${index}`, message('REQUIRED'));
    return tag.trim();
  });
}
