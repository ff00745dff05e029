import type { NeglectBucket } from '../../../generated/operations.js';
import { texts } from '../../../language/texts.js';

export const BUCKETS: readonly NeglectBucket[] = ['D0_1', 'D2_3', 'D4_7', 'D8_14', 'D15_30', 'D30_PLUS', 'NEVER'];

export const buckets = texts(
  {
    D0_1: '0–1 天',
    D2_3: '2–3 天',
    D4_7: '4–7 天',
    D8_14: '8–14 天',
    D15_30: '15–30 天',
    D30_PLUS: '30 天以上',
    NEVER: '从未',
  },
  {
    D0_1: '0–1 d',
    D2_3: '2–3 d',
    D4_7: '4–7 d',
    D8_14: '8–14 d',
    D15_30: '15–30 d',
    D30_PLUS: '30 d +',
    NEVER: 'Never',
  },
);
