import { generateCompany } from '../../commands/demo/generate-company.js';
import { aHouseInTime, PLACES, type Company } from './company-in-time.js';
import { Lot } from './random.js';

const DAY = 86_400_000;

/** A small one by the generator that the demo and the bench use, somewhere, in some weeks. */
export async function generatedCompany(seed: number, atLeast = 1): Promise<Company> {
  const lot = new Lot(seed);
  const place = lot.oneOf(PLACES);
  const days = lot.between(20, 120);
  const until = new Date(Date.parse(place.from) + lot.between(2, days) * DAY);
  const { house, clock } = await aHouseInTime(lot, place);
  const { database, admin, lin } = house;
  const { crew } = await generateCompany(database, {
    seed,
    customers: lot.between(atLeast, atLeast + 11),
    days,
    until,
    sales: 4,
  });
  await clock.set(until);
  const members = crew.teams.flatMap(({ sales }) => sales);
  const leads = crew.teams.map(({ lead }) => lead);
  return {
    seed,
    database,
    now: until,
    readers: [...crew.teams.map(({ sales }) => sales[0]!), lin, ...leads, crew.manager, admin],
    teamIds: crew.teams.map(({ id }) => id),
    userIds: members.map(({ id }) => id),
    sourceIds: crew.sources.map(({ id }) => id),
  };
}
