import { describe, test } from '@jest/globals';
import { askCompany } from '../oracle/ask-company.js';
import { generatedCompany } from '../support/generated-company.js';
import { walkedCompany } from '../support/walked-company.js';

/** Other companies each time, unless one is named: a failure tells its seed. */
const first = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const seeds = (from: number, count: number) => Array.from({ length: count }, (_, index) => first + from + index);

describe('METRICS: every report says what the log does', () => {
  test.each(seeds(0, 40))('company %i, by the real commands', async (seed) =>
    askCompany(await walkedCompany(seed, 80), 12),
  );

  test.each(seeds(40, 160))('company %i, generated', async (seed) => askCompany(await generatedCompany(seed), 7));
});
