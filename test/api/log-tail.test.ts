import { expect, test } from '@jest/globals';
import { LogTail } from '../../api/streams/log-tail.js';
import { decodeCursor } from '../../commands/store/cursor.js';
import { headOfLog } from '../../commands/store/event-log.js';
import { aNewCustomer } from '../support/customers.js';
import { aHouse } from '../support/house.js';
import { writeLogRows } from '../support/log-rows.js';
import { quiet } from '../support/quiet-log.js';

test('S2: after a start the end of the log is at hand and what lies before it in the database: whoever comes back reads both in order, once', async () => {
  const house = await aHouse();
  const customerId = await aNewCustomer(house);
  const { database } = house;
  const before = decodeCursor(await headOfLog(database.sql));
  const written = 6_200; // more than are kept at hand
  for (let batch = 0; batch < written / 1_550; batch++)
    await writeLogRows(database, new Array<string>(1_550).fill(customerId), { batch });
  const tail = new LogTail(database, quiet);
  await tail.start();
  try {
    const read: string[] = [];
    let at = before;
    while (!tail.hasNothingAfter(at)) {
      const { events, upTo } = await tail.read(at);
      read.push(...events.map(({ data, ordinal }) => `${JSON.stringify(data)} ${ordinal}`));
      at = upTo;
    }
    const all = Array.from(
      { length: written },
      (_, index) => `{"batch":${Math.floor(index / 1_550)}} ${index % 1_550}`,
    );
    expect(read).toEqual(all);
  } finally {
    await tail.stop();
  }
});
