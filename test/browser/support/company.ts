import { generateCompany } from '../../../commands/demo/generate-company.js';
import { updateUser } from '../../../commands/update-user.js';
import { anApi, PASSWORD, type Api } from '../../support/api.js';
import { DASHBOARD } from './browser.js';

/** Logins of a company that has been at work for two months, as the demo's. */
export interface LivelyCompany {
  readonly api: Api;
  readonly sales: string;
  readonly colleague: string;
  readonly lead: string;
  readonly manager: string;
  readonly salesId: string;
}

export async function aLivelyCompany(): Promise<LivelyCompany> {
  const api = await anApi({ dashboard: DASHBOARD });
  const { crew } = await generateCompany(api.database, { seed: 2026, customers: 120, days: 60, sales: 4 });
  const team = crew.teams[0]!;
  const password = await api.auth.passwords.hash(PASSWORD);
  const known = { sales: team.sales[0]!, colleague: team.sales[1]!, lead: team.lead, manager: crew.manager };
  const logins: Record<string, string> = {};
  for (const [name, { id: userId }] of Object.entries(known)) {
    logins[name] = `${name}@lively.example`;
    await api.run(updateUser, { userId, email: logins[name], password }, { by: null });
  }
  const { sales, colleague, lead, manager } = logins as Record<keyof typeof known, string>;
  return { api, sales, colleague, lead, manager, salesId: known.sales.id };
}
