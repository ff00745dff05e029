import { expect, test } from '@jest/globals';
import { beat } from '../../commands/beat.js';
import { anApi } from '../support/api.js';

test('R12: whoever asks whether it is ready hears of a worker whose clock is wrong; it is ready all the same', async () => {
  const api = await anApi();
  const ready = async () => {
    const response = await fetch(`${api.url}/readyz`);
    return { status: response.status, body: await response.json() };
  };
  expect(await ready()).toEqual({ status: 200, body: { status: 'ready', warnings: [] } });
  await api.run(beat, { roles: ['worker'], skewMs: -86_400_000 }, { by: null });
  const warnings = [{ code: 'CLOCK_SKEW', role: 'worker', seconds: -86_400 }];
  expect(await ready()).toEqual({ status: 200, body: { status: 'ready', warnings } });
});
