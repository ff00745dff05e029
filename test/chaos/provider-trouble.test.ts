import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readChannels } from '../../api/notification-channels.js';
import { Secrets } from '../../commands/secrets.js';
import { commandRunner } from '../../commands/command.js';
import { chooseChannels } from '../../commands/notification-channel/choose-channels.js';
import { databaseUrl, onRealServer } from '../support/database.js';
import { aHouse } from '../support/house.js';
import { beginTrouble, mostWithin } from '../support/provider-trouble.js';
import { Providers } from '../support/providers/providers.js';
import { tellSomebody } from '../support/post-office.js';
import { until } from '../support/until.js';
import { aMember } from './fleet.js';

const MINUTE_MS = 60_000;
const SECRET = 'only the chaos tests know this secret';
const KEYS = ['693a91f6-robot-one', '693a91f6-robot-two'];
const CARDS = 60;

const onTwoWorkers = onRealServer ? test : test.skip;

onTwoWorkers(
  'R16: five minutes of time-outs, then 45009, then −1, then 42001, two worker processes: every reminder arrives, within each robot’s limit',
  async () => {
    const { database, lin, wang } = await aHouse();
    const run = commandRunner(database, () => undefined);
    const providers = new Providers(MINUTE_MS);
    const url = await providers.start();
    KEYS.forEach((key) => providers.wecom.robots.add(key));
    const organisation = providers.organisation(url);
    const app = organisation.wecom.app!;
    const people = [lin, wang];
    for (const [index, person] of people.entries()) {
      providers.wecom.members.add(`Member${index}`);
      await database.pool.query(`update "User" set "wecomUserId" = $1 where id = $2`, [`Member${index}`, person.id]);
      const wanted = [{ channel: 'WECOM_ROBOT', address: KEYS[index]! }, { channel: 'WECOM_APP' }] as const;
      const channels = readChannels(wanted, organisation, new Secrets(SECRET));
      await run(chooseChannels, { userId: person.id, channels }, { by: person });
    }
    await database.pool.query(
      `update "Settings" set push = push || '{"perPersonPerDay": 1000, "namesInGroups": true, "quiet": null}'`,
    );
    const dataDir = mkdtempSync(join(tmpdir(), 'genjin-trouble-'));
    const settings = {
      DATA_DIR: dataDir,
      DATABASE_URL: (await databaseUrl())!,
      AUTH_SECRET: SECRET,
      ADMIN_PASSWORD: 'correct horse battery',
      PUBLIC_URL: 'https://crm.example.com',
      WECOM_API_URL: url,
      WECOM_CORP_ID: app.corpId,
      WECOM_AGENT_ID: String(app.agentId),
      WECOM_APP_SECRET: app.secret,
    };
    const workers = [await aMember(settings), await aMember(settings)];
    try {
      for (const worker of workers) await worker.start();
      const names = Array.from({ length: CARDS }, (_, index) => `客户${index}号`);
      for (const person of people)
        for (const name of names) await run(tellSomebody, { to: person.id, told: { name } }, { by: null });
      const begun = Date.now();
      beginTrouble(providers, { timeOutsMs: 5 * MINUTE_MS, eachMs: MINUTE_MS });
      const open = async () => {
        const { rows } = await database.pool.query(`select 1 from "Delivery" where status <> 'DELIVERED' limit 1`);
        const told = await database.pool.query(`select 1 from "Notification" where "pushedAt" is null limit 1`);
        return rows.length + told.rows.length;
      };
      await until('all were delivered', async () => (await open()) === 0, 25 * MINUTE_MS);
      const read = (to: string) =>
        providers.shown.filter((one) => one.to === to).map(({ text }) => /客户\d+号/.exec(text)![0]);
      const most = KEYS.map((key) =>
        mostWithin(
          providers.arrivals.filter(({ to }) => to === key).map(({ at }) => at),
          MINUTE_MS,
        ),
      );
      const figures = {
        minutes: (Date.now() - begun) / MINUTE_MS,
        calls: providers.arrivals.length,
        mostPerMinute: most,
        readTwiceThroughRobots: KEYS.map((key) => read(key).length - CARDS),
        readTwiceThroughTheApp: people.map((_, index) => read(`Member${index}`).length - CARDS),
      };
      process.stdout.write(`${JSON.stringify(figures)}\n`);
      for (const key of KEYS) expect(new Set(read(key))).toEqual(new Set(names));
      people.forEach((_, index) => expect(read(`Member${index}`).sort()).toEqual([...names].sort()));
      most.forEach((one) => expect(one).toBeLessThanOrEqual(20));
    } finally {
      await Promise.all(workers.map((worker) => worker.kill()));
      await providers.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
  30 * MINUTE_MS,
);
