import { commandRunner } from '../../commands/command.js';
import type { Database } from '../../commands/store/open-database.js';
import type { Viewer } from '../../domain/policy.js';
import { aHouse, type House } from './house.js';
import type { Lot } from './random.js';
import { withSimulatedClock, type SimulatedClock } from './simulated-clock.js';

/** A company that has been at work, of which reports are asked now, by its own clock. */
export interface Company {
  readonly seed: number;
  readonly database: Database;
  readonly now: Date;
  readonly readers: readonly Viewer[];
  readonly teamIds: readonly string[];
  readonly userIds: readonly string[];
  readonly sourceIds: readonly string[];
}

/** Zones, and an evening shortly before their clocks are changed, if they are. */
export const PLACES = [
  { timeZone: 'America/New_York', from: '2026-02-26T18:00:00Z' },
  { timeZone: 'America/New_York', from: '2025-10-23T18:00:00Z' },
  { timeZone: 'Europe/Berlin', from: '2026-03-20T18:00:00Z' },
  { timeZone: 'Europe/Berlin', from: '2025-10-18T18:00:00Z' },
  { timeZone: 'Asia/Kolkata', from: '2026-01-28T10:00:00Z' },
  { timeZone: 'Australia/Lord_Howe', from: '2026-03-28T10:00:00Z' },
  { timeZone: 'Asia/Shanghai', from: '2026-02-10T10:00:00Z' },
] as const;
export type Place = (typeof PLACES)[number];

const OPEN_HOURS = [
  { days: [1, 2, 3, 4, 5, 6], from: '08:30', to: '18:30' },
  { days: [1, 2, 3, 4, 5], from: '00:00', to: '24:00' },
  { days: [1, 3, 5, 7], from: '01:00', to: '04:30' },
];

/** A house that keeps hours drawn by lot at a place of its own, and whose clock is set by hand. */
export async function aHouseInTime(
  lot: Lot,
  { timeZone }: Place,
): Promise<{ readonly house: House; readonly clock: SimulatedClock }> {
  const bare = await aHouse();
  const clock = await withSimulatedClock(bare.database);
  const { database } = clock;
  const run = commandRunner(database, () => undefined);
  const house: House = {
    ...bare,
    database,
    run,
    as: (by, command, input) => run(command, input, { by, idempotencyKey: null }),
  };
  const [workingHours, holidays] = [lot.oneOf(OPEN_HOURS), lot.oneOf([[], [{ calendar: 'CN' }], ['2026-03-02']])];
  await database.sql
    .updateTable('Settings')
    .set({ timeZone, workingHours: JSON.stringify(workingHours), holidays: JSON.stringify(holidays) })
    .execute();
  return { house, clock };
}
