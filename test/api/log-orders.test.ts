import { test } from '@jest/globals';
import { onRealServer } from '../support/database.js';
import { tryLogOrders } from '../support/log-orders.js';

/** One connection hides every overlap. */
(onRealServer ? test : test.skip)(
  'S2: whatever order transactions begin, write and end in, a subscriber that comes and goes gets all, in order, once',
  () => tryLogOrders(60),
);
