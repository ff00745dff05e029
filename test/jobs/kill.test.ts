import { test } from '@jest/globals';
import { killRounds } from '../chaos/kill-rounds.js';
import { STEPS, killedAtSteps } from '../chaos/steps.js';

test('R7: three times killed under load, nothing is lost, doubled, early or late', () => killRounds(3), 180_000);

test('R7: killed at each marked step', () => killedAtSteps(STEPS.length, true), 300_000);
