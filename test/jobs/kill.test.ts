import { test } from '@jest/globals';
import { killRounds } from '../chaos/kill-rounds.js';

test('R7: three times killed under load, nothing is lost, doubled, early or late', () => killRounds(3), 180_000);
