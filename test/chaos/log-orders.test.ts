import { test } from '@jest/globals';
import { onRealServer } from '../support/database.js';
import { tryLogOrders } from '../support/log-orders.js';

(onRealServer ? test : test.skip)(
  'S2: a thousand orders in which transactions begin, write and end',
  () => tryLogOrders(1_000),
  900_000,
);
