import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ConditionCode } from '../../domain/playbook/conditions.js';
import { codedConditions } from '../../domain/playbook/playbook.js';
import { anApi, type Api } from '../support/api.js';
import { defaultPlaybook, playbookWith, seedPlaybook } from '../support/house.js';
import { standingCustomers } from '../support/recorded.js';
import { until } from '../support/until.js';

/** The seed's rules hold on every door (F2, C7): no follow-up is done by halves, and nobody gets to 成交 without a contract and an invoice. */
interface Refusal {
  readonly code: string;
  readonly unmet?: readonly { readonly code: string }[];
}

const WON = codedConditions(defaultPlaybook.stages.find(({ code }) => code === 'WON')!);

/** Winning from here has to be approved where a salesperson does it. */
const strict = playbookWith(({ code }) => (code === 'DECIDING' ? { needsApproval: ['WON'] } : {}), { key: 'strict' });
/** A rule wins who stands here for long. */
const timed = playbookWith(
  ({ code }) =>
    code === 'DECIDING' ? { idle: [{ for: 'PT1S', since: 'LAST_STAGE_CHANGE', then: { moveTo: 'WON' } }] } : {},
  { key: 'timed' },
);

let api: Api;
let sales: { id: string; token: string };
let lead: { id: string; token: string };
let playbooks: { strict: string; timed: string };
beforeAll(async () => {
  api = await anApi({ withJobs: true });
  const teamId = await api.team('华东组');
  [sales, lead] = [await api.person('SALES', teamId), await api.person('TEAM_LEAD', teamId)];
  playbooks = {
    strict: await seedPlaybook(api.database, strict),
    timed: await seedPlaybook(api.database, timed),
  };
}, 60_000);

const UNMET = 'code ... on ConditionsUnmet { unmet { code } }';

/** Asks for one mutation and answers its payload; a top-level error is thrown by its code. */
async function ask<T = { refusal: Refusal | null }>(
  name: string,
  type: string,
  input: object,
  answer = `refusal { ${UNMET} }`,
  by: { token: string } = lead,
) {
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${answer} } }`;
  const { data, errors } = await api.gql<Record<string, T>>(query, { input }, by.token);
  if (errors) throw new Error(`${errors[0]!.extensions?.['code'] as string} ${errors[0]!.message}`);
  return data[name]!;
}

const inAWeek = () => new Date(Date.now() + 7 * 86_400_000).toISOString();
const told = () => ({ channel: 'PHONE', note: '客户同意签约', goalMet: true });
const next = () => ({ dueAt: inAWeek(), purposeCode: 'OTHER' });

async function aCustomer(met: readonly ConditionCode[], stage = 'DECIDING', playbookId = playbooks.strict) {
  const [id] = await standingCustomers(api.database, { ownerId: sales.id, playbookId }, [{ stage, met }]);
  return id!;
}

async function aPlan(subject: object): Promise<string> {
  const input = { ...subject, ...next() };
  const answer = await ask<{ followUp: { id: string } }>('planFollowUp', 'PlanFollowUpInput', input, 'followUp { id }');
  return answer.followUp.id;
}

/** A lead of the salesperson's. */
async function aLead(phone: string): Promise<string> {
  const admin = { token: api.admin };
  const source = await ask<{ source: { id: string } }>(
    'createSource',
    'CreateSourceInput',
    { name: phone, channel: 'EVENT' },
    'source { id }',
    admin,
  );
  const given = { sourceId: source.source.id, name: '周敏', phone };
  const { lead: made } = await ask<{ lead: { id: string } }>(
    'captureLead',
    'CaptureLeadInput',
    given,
    'lead { id }',
    admin,
  );
  await ask('assignLead', 'AssignLeadInput', { leadId: made.id, ownerId: sales.id }, undefined, admin);
  return made.id;
}

const rowOf = async (table: string, id: string) => {
  const { rows } = await api.database.pool.query(`select * from "${table}" where id = $1`, [id]);
  return rows[0] as Record<string, unknown>;
};
const stageOf = async (id: string) => (await rowOf('Customer', id))['stage'];

/** How a customer of whom something is missing may be tried to be won. Answers the refusal. */
type Door = (customerId: string) => Promise<Refusal | null>;

const DOORS: Readonly<Record<string, Door>> = {
  advanceCustomer: async (customerId) =>
    (await ask('advanceCustomer', 'AdvanceCustomerInput', { customerId, to: 'WON' })).refusal,
  'advanceCustomer with all that may come along': async (customerId) => {
    const facts = { need: '岩棉板', budget: '1', timeline: '九月', decisionMaker: '刘总' };
    const input = { customerId, to: 'WON', facts, quote: { amount: '1', receiptConfirmed: true } };
    return (await ask('advanceCustomer', 'AdvanceCustomerInput', input)).refusal;
  },
  advanceCustomers: async (customerId) => {
    const input = { customerIds: [customerId], to: 'WON' };
    const answer = `items { refusal { ${UNMET} } }`;
    const { items } = await ask<{ items: { refusal: Refusal | null }[] }>(
      'advanceCustomers',
      'AdvanceCustomersInput',
      input,
      answer,
    );
    return items[0]!.refusal;
  },
  'completeFollowUp.advanceTo': async (customerId) => {
    const input = { followUpId: await aPlan({ customerId }), ...told(), next: next(), advanceTo: 'WON' };
    return (await ask('completeFollowUp', 'CompleteFollowUpInput', input)).refusal;
  },
  'recordFollowUp.advanceTo': async (customerId) => {
    const input = { customerId, ...told(), advanceTo: 'WON' };
    return (await ask('recordFollowUp', 'RecordFollowUpInput', input)).refusal;
  },
};

/** Those that take more than one step: what is missing goes missing on the way. */
async function approvedThen(customerId: string, takeAway: () => Promise<unknown>): Promise<Refusal | null> {
  const asked = await ask<{ approval: { id: string } }>(
    'requestApproval',
    'AdvanceCustomerInput',
    { customerId, to: 'WON' },
    'approval { id }',
    sales,
  );
  await takeAway();
  const input = { approvalId: asked.approval.id, approve: true };
  return (await ask('decideApproval', 'DecideApprovalInput', input)).refusal;
}

const TAKE_AWAY: Partial<Record<ConditionCode, string>> = {
  CONTRACT_FILE: `delete from "Contract" where "customerId" = $1`,
  INVOICE_CONFIRMED: `update "Customer" set "invoiceConfirmedAt" = null where id = $1`,
};
const takeAway = async (customerId: string, missing: readonly ConditionCode[]) => {
  for (const code of missing) await api.database.pool.query(TAKE_AWAY[code]!, [customerId]);
};

const MISSING: readonly (readonly ConditionCode[])[] = [
  ['CONTRACT_FILE'],
  ['INVOICE_CONFIRMED'],
  ['CONTRACT_FILE', 'INVOICE_CONFIRMED'],
];
const without = (missing: readonly ConditionCode[]) => WON.filter((code) => !missing.includes(code));
const unmet = (missing: readonly ConditionCode[]) => ({
  code: 'CONDITIONS_UNMET',
  unmet: missing.map((code) => ({ code })),
});

describe.each(MISSING.map((missing) => ({ name: missing.join(' and '), missing })))(
  'C7: without $name',
  ({ missing }) => {
    test.each(Object.entries(DOORS))('%s doesn’t win a customer', async (_, door) => {
      const customerId = await aCustomer(without(missing));
      expect(await door(customerId)).toEqual(unmet(missing));
      expect(await stageOf(customerId)).toBe('DECIDING');
    });

    test('an approval can’t be asked for, and one that was given makes no difference', async () => {
      const lacking = await aCustomer(without(missing));
      const refused = await ask(
        'requestApproval',
        'AdvanceCustomerInput',
        { customerId: lacking, to: 'WON' },
        undefined,
        sales,
      );
      expect(refused.refusal).toEqual(unmet(missing));
      const customerId = await aCustomer(WON);
      expect(await approvedThen(customerId, () => takeAway(customerId, missing))).toEqual(unmet(missing));
      expect(await stageOf(customerId)).toBe('DECIDING');
    });

    test('a timer doesn’t win a customer: the owner is told, and it stays', async () => {
      const customerId = await aCustomer(without(missing), 'DECIDING', playbooks.timed);
      await aPlan({ customerId }); // whatever changes arms the rule
      await until(
        'the rule has fired in vain',
        async () => {
          const { rows } = await api.database.pool.query(
            `select 1 from "Notification" n join "Deadline" d on d.id = n."deadlineId"
         where d."customerId" = $1 and d.kind = 'STAGE_IDLE'`,
            [customerId],
          );
          return rows.length > 0;
        },
        20_000,
      );
      expect(await stageOf(customerId)).toBe('DECIDING');
    });
  },
);

describe('C7: with everything there, the same doors let by', () => {
  test.each(Object.entries(DOORS))('%s', async (_, door) => {
    const customerId = await aCustomer(WON);
    expect([await door(customerId), await stageOf(customerId)]).toEqual([null, 'WON']);
  });

  test('an approval', async () => {
    const customerId = await aCustomer(WON);
    expect([await approvedThen(customerId, () => Promise.resolve()), await stageOf(customerId)]).toEqual([null, 'WON']);
  });

  test('a timer', async () => {
    const customerId = await aCustomer(WON, 'DECIDING', playbooks.timed);
    await aPlan({ customerId });
    await until('the rule has won the customer', async () => (await stageOf(customerId)) === 'WON', 20_000);
  });
});

describe('C2: doors that lead to no stage', () => {
  test.each([
    ['createCustomer', 'CreateCustomerInput', { name: '周敏', phone: '13800138001', stage: 'WON' }],
    ['updateCustomer', 'UpdateCustomerInput', { version: 1, stage: 'WON' }],
    ['qualifyLead', 'QualifyLeadInput', { leadId: 'lead_1', stage: 'WON' }],
    ['transferCustomer', 'TransferCustomerInput', { toUserId: 'usr_1', stage: 'WON' }],
  ])('%s has no field for one', async (name, type, input) => {
    const customerId = await aCustomer(without(['CONTRACT_FILE']));
    const given = name === 'createCustomer' || name === 'qualifyLead' ? input : { customerId, ...input };
    await expect(ask(name, type, given)).rejects.toThrow(/BAD_USER_INPUT.*stage/);
    expect(await stageOf(customerId)).toBe('DECIDING');
  });

  test('an import has no column for one: its rows begin in the first stage', async () => {
    const manager = await api.person('MANAGER');
    const bytes = Buffer.from('姓名,手机,状态\r\n周敏,13800138002,WON\r\n');
    const upload = { name: '客户.csv', contentType: 'text/csv', size: bytes.length };
    const { uploadUrl, file } = await ask<{ uploadUrl: string; file: { id: string } }>(
      'createUpload',
      'CreateUploadInput',
      upload,
      'uploadUrl file { id }',
      manager,
    );
    await fetch(new URL(uploadUrl, api.url), { method: 'PUT', body: new Uint8Array(bytes) });
    const start = (mapping: object | null) =>
      ask('startImport', 'StartImportInput', { fileId: file.id, kind: 'CUSTOMERS', mapping }, undefined, manager);
    await expect(start({ 姓名: 'name', 手机: 'phone', 状态: 'stage' })).rejects.toThrow('BAD_USER_INPUT');
    await start(null);
    const imported = await until('the row is there', async () => {
      const { rows } = await api.database.pool.query(`select stage from "Customer" where phone = '+8613800138002'`);
      return rows[0] as { stage: string } | undefined;
    });
    expect(imported.stage).toBe('INITIAL_CONTACT');
  });

  test('a lead becomes a customer of the first stage', async () => {
    const leadId = await aLead('13800138003');
    const answer = await ask<{ customer: { stage: { code: string } } }>(
      'qualifyLead',
      'QualifyLeadInput',
      { leadId },
      'customer { stage { code } }',
    );
    expect(answer.customer.stage.code).toBe('INITIAL_CONTACT');
  });

  test('a merge keeps the survivor where it stands, whatever stage the other has', async () => {
    const won = await aCustomer(WON, 'WON');
    const open = await aCustomer(without(['CONTRACT_FILE']));
    await ask('mergeCustomers', 'MergeCustomersInput', { into: open, from: [won] });
    expect(await stageOf(open)).toBe('DECIDING');
  });
});

/** What a contact's record may lack, and what the refusal calls it. */
const LACKING: readonly (readonly [string, string, object])[] = [
  ['a channel', 'CHANNEL', { channel: null }],
  ['a record', 'NOTE', { note: null }],
  ['a record that says anything', 'NOTE', { note: '  ' }],
  ['the goal met or not', 'GOAL_MET', { goalMet: null }],
  ['the next plan', 'NEXT_PLAN', { next: null }],
  ['what the next plan is for', 'NEXT_PURPOSE', { next: { dueAt: inAWeek() } }],
];

/** Whom a contact may be with, and through which door it is told; each with and without a move. */
const CONTACTS: readonly (readonly [
  string,
  (record: object) => Promise<{ refusal: Refusal | null; openId: string | null }>,
])[] = [
  [
    'completeFollowUp',
    async (record) => {
      const openId = await aPlan({ customerId: await aCustomer([], 'INITIAL_CONTACT') });
      const input = { followUpId: openId, ...record };
      return { ...(await ask('completeFollowUp', 'CompleteFollowUpInput', input)), openId };
    },
  ],
  [
    'completeFollowUp of the stage’s own action',
    async (record) => {
      const customerId = await aCustomer([], 'QUOTED');
      await ask('advanceCustomer', 'AdvanceCustomerInput', { customerId, to: 'TO_REACTIVATE' });
      const { rows } = await api.database.pool.query<{ id: string }>(
        `select id from "FollowUp" where "customerId" = $1 and status = 'PLANNED'`,
        [customerId],
      );
      const openId = rows[0]!.id;
      const input = { followUpId: openId, ...record };
      return { ...(await ask('completeFollowUp', 'CompleteFollowUpInput', input)), openId };
    },
  ],
  [
    'recordFollowUp',
    async (record) => {
      const input = { customerId: await aCustomer([], 'INITIAL_CONTACT'), ...record };
      return { ...(await ask('recordFollowUp', 'RecordFollowUpInput', input)), openId: null };
    },
  ],
];

/** The same with a lead, which has no stages. */
let leads = 0;
const CONTACTS_OF_LEADS: typeof CONTACTS = [
  [
    'recordFollowUp with a lead',
    async (record) => {
      const input = { leadId: await aLead(`139${String(10_000_000 + ++leads)}`), ...record };
      return { ...(await ask('recordFollowUp', 'RecordFollowUpInput', input)), openId: null };
    },
  ],
  [
    'completeFollowUp of a lead’s',
    async (record) => {
      const openId = await aPlan({ leadId: await aLead(`139${String(10_000_000 + ++leads)}`) });
      const input = { followUpId: openId, ...record };
      return { ...(await ask('completeFollowUp', 'CompleteFollowUpInput', input)), openId };
    },
  ],
];

const PAUSING = { advanceTo: 'PAUSED', reason: 'CUSTOMER_ASKED' };

describe('F2: a contact without all that it needs', () => {
  const done = async () => {
    const { rows } = await api.database.pool.query<{ count: number }>(
      `select count(*)::int as count from "FollowUp" where status = 'DONE' and "channel" is not null`,
    );
    return rows[0]!.count;
  };
  const cases = [...CONTACTS, ...CONTACTS_OF_LEADS].flatMap(([door, tell]) =>
    [{}, ...(door.includes('lead') ? [] : [PAUSING])].flatMap((move) =>
      LACKING.filter(([, code]) => !('advanceTo' in move && code === 'NEXT_PLAN')).map(([what, code, lacks]) => ({
        door: 'advanceTo' in move ? `${door}.advanceTo` : door,
        what,
        code,
        tell: () => tell({ ...told(), next: next(), ...move, ...lacks }),
      })),
    ),
  );

  test.each(cases)('$door without $what is refused, and the follow-up stays open', async ({ code, tell }) => {
    const before = await done();
    const { refusal, openId } = await tell();
    expect(refusal).toEqual({ code: 'FOLLOW_UP_INCOMPLETE', unmet: [{ code }] });
    if (openId !== null) expect(await rowOf('FollowUp', openId)).toMatchObject({ status: 'PLANNED', doneAt: null });
    expect(await done()).toBe(before);
  });

  test.each([...CONTACTS, ...CONTACTS_OF_LEADS])('%s with all of it is done', async (_, tell) => {
    const { refusal, openId } = await tell({ ...told(), next: next() });
    expect(refusal).toBeNull();
    if (openId !== null) expect(await rowOf('FollowUp', openId)).toMatchObject({ status: 'DONE' });
  });

  test('a move that would have excused the next plan, and is refused, leaves the follow-up open', async () => {
    const customerId = await aCustomer(without(['CONTRACT_FILE']));
    const followUpId = await aPlan({ customerId });
    const input = { followUpId, ...told(), advanceTo: 'WON' };
    const { refusal } = await ask('completeFollowUp', 'CompleteFollowUpInput', input);
    expect(refusal).toEqual(unmet(['CONTRACT_FILE']));
    expect(await rowOf('FollowUp', followUpId)).toMatchObject({ status: 'PLANNED' });
  });

  test('F5: the last one is called off only with another', async () => {
    const followUpId = await aPlan({ customerId: await aCustomer([], 'INITIAL_CONTACT') });
    const cancel = (over: object) =>
      ask('cancelFollowUp', 'CancelFollowUpInput', { followUpId, reason: 'RESCHEDULED', ...over });
    expect((await cancel({})).refusal).toEqual({ code: 'FOLLOW_UP_INCOMPLETE', unmet: [{ code: 'NEXT_PLAN' }] });
    expect((await cancel({ next: next() })).refusal).toBeNull();
  });

  test('nowhere is one done by halves', async () => {
    const { rows } = await api.database.pool.query(
      `select id from "FollowUp" where status = 'DONE' and "doneById" is not null
       and ("channel" is null or coalesce(trim("note"), '') = '' or "goalMet" is null)`,
    );
    expect(rows).toEqual([]);
  });
});
