import type { Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import type { Call } from '../decision.js';
import { needsNextStep } from '../follow-up/needs-next-step.js';
import { nextActionOf } from '../follow-up/next-action.js';
import { stageOf } from '../playbook/playbook.js';

/** An open customer whom somebody owns is never without a next step. */
export function nextStepFor(file: CustomerFile, call: Call): Changes {
  const isMissing = needsNextStep(file) && file.followUps.length === 0;
  return isMissing ? nextActionOf(file, stageOf(file.playbook, file.customer.stage), call) : [];
}
