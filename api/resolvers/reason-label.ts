import { reasonAskedBy, type Playbook, type ReasonKind } from '../../domain/playbook/playbook.js';
import { labelOfReason } from '../../domain/reason/reason.js';
import type { Context } from '../context.js';
import { wordIn, type AskedLocale } from '../texts.js';
import { loadStage } from './stage-root.js';

export const REASON_LABEL = 'What people call that reason, also where it is chosen no more';

interface Given {
  readonly code: string;
  readonly kind: ReasonKind;
  readonly playbook: Pick<Playbook, 'reasons'>;
}

/** What people call a reason that was given; a code that no list ever had stays a code. */
export async function reasonLabel({ code, kind, playbook }: Given, locale: AskedLocale, ctx: Context): Promise<string> {
  const { reasons } = await ctx.loaders.settings.load(1);
  const label = labelOfReason({ playbook, reasons }, kind, code);
  return label ? wordIn(ctx, locale, label) : code;
}

interface Moved {
  readonly code: string;
  readonly playbookId: string;
  readonly stage: string;
}

/** The same of a move: its list is the one that the stage asks for; without a list it was given in words. */
export async function moveReasonLabel({ code, playbookId, stage }: Moved, locale: AskedLocale, ctx: Context) {
  const kind = reasonAskedBy(await loadStage(playbookId, stage, ctx));
  const playbook = await ctx.loaders.playbook.load(playbookId);
  return kind && playbook ? reasonLabel({ code, kind, playbook }, locale, ctx) : code;
}
