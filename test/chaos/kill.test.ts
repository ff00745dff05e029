import { test } from '@jest/globals';
import { killRounds } from './kill-rounds.js';

test('R7: twenty times killed under load, nothing is lost, doubled, early or late', () => killRounds(20), 900_000);
