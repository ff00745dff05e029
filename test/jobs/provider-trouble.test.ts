import { expect, test } from '@jest/globals';
import { aPostOffice } from '../support/post-office.js';
import { beginTrouble, mostWithin } from '../support/provider-trouble.js';
import { until } from '../support/until.js';

/** Minutes of two seconds; test/chaos has the real ones. */
const MINUTE_MS = 2000;
const CARDS = 45;
const KEY = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa';

test('R16: through time-outs, 45009, −1 and 42001 every reminder arrives, within the robot’s limit, and once where that can be', async () => {
  const office = await aPostOffice({ minuteMs: MINUTE_MS, timeoutMs: 200 });
  const { providers, lin } = office;
  providers.wecom.robots.add(KEY);
  providers.wecom.members.add('LinXiaojie');
  await office.rows(`update "User" set "wecomUserId" = 'LinXiaojie' where id = $1`, [lin.id]);
  await office.rows(
    `update "Settings" set push = push || '{"perPersonPerDay": 1000, "namesInGroups": true, "quiet": null}'`,
  );
  await office.choose(lin, [{ channel: 'WECOM_ROBOT', address: KEY }, { channel: 'WECOM_APP' }]);
  const names = Array.from({ length: CARDS }, (_, index) => `客户${index}号`);
  for (const name of names) await office.tell(lin, { name });
  beginTrouble(providers, { timeOutsMs: 3000, eachMs: 1000 });
  office.work();
  office.work();

  const open = async () => office.rows(`select 1 from "Delivery" where status <> 'DELIVERED'`);
  await until('all were delivered', async () => (await open()).length === 0 && providers.shown.length > 0, 90_000);
  const read = (to: string) =>
    providers.shown.filter((one) => one.to === to).map(({ text }) => /客户\d+号/.exec(text)![0]);
  expect(new Set(read(KEY))).toEqual(new Set(names));
  expect(read('LinXiaojie').sort()).toEqual([...names].sort());
  const toRobot = providers.arrivals.filter(({ to }) => to === KEY).map(({ at }) => at);
  expect(mostWithin(toRobot, MINUTE_MS)).toBeLessThanOrEqual(20);
  expect(providers.wecom.robotWindow.exceeded).toBe(0);
  const asked = await office.rows(
    `select distinct error from "DeliveryAttempt" where error is not null order by error`,
  );
  expect(asked).toEqual([{ error: 'RATE' }, { error: 'RETRY' }, { error: 'TOKEN' }]);
});
