import { describe, test } from '@jest/globals';
import { askBehind, askCompany } from '../../oracle/ask-company.js';
import { onRealServer } from '../../support/database.js';
import { generatedCompany } from '../../support/generated-company.js';
import { walkedCompany } from '../../support/walked-company.js';

/** Always the same; `npm run test:chaos -- reports` asks 200 others each time. */
const WALKED = [1, 16, 113, 133];
/** On a server the same statements run on the same engine: fewer prove that they do. */
const GENERATED = onRealServer ? 20 : 60;
const AT_ONCE = 10;

describe('METRICS: every report says what the log does', () => {
  test.each(WALKED)('company %i, by the real commands', async (seed) => askCompany(await walkedCompany(seed, 60), 12));

  const batches = Array.from({ length: GENERATED / AT_ONCE }, (_, index) => 1 + index * AT_ONCE);
  test.each(batches)(`companies %i and the ${AT_ONCE - 1} after it, generated`, async (first) => {
    for (let seed = first; seed < first + AT_ONCE; seed += 1) await askCompany(await generatedCompany(seed), 2);
  });

  test('a company without anybody in it', async () => askCompany(await walkedCompany(0, 0), 6));

  test.each([1, 2, 3, 4])('whom each number counts, company %i', async (seed) =>
    askBehind(await generatedCompany(seed), 2),
  );

  test('whom each number counts, by the real commands', async () => askBehind(await walkedCompany(16, 60), 3));
});
