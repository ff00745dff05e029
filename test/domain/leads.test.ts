import { describe, expect, test } from '@jest/globals';
import { after, type Changes } from '../../domain/change.js';
import { decideCreateCustomer, ownerOfNew } from '../../domain/customer/create.js';
import { decideUpdateCustomer } from '../../domain/customer/update.js';
import type { Decision } from '../../domain/decision.js';
import { decideAssignLead } from '../../domain/lead/assign.js';
import { decideCapture, decideTouchCustomer, decideTouchLead, type Arrival } from '../../domain/lead/capture.js';
import { decideQualify } from '../../domain/lead/qualify.js';
import type { LeadFile } from '../../domain/lead/lead.js';
import { decidePlanFollowUp } from '../../domain/follow-up/plan.js';
import {
  ADMIN,
  ARRIVAL,
  CHEN,
  DAY,
  GAO,
  HE,
  LIN,
  NOW,
  POOLS,
  SETTING,
  WANG,
  ZHAO,
  aCall,
  aCustomerFile,
  aCustomerWhoEntered,
  aFollowUp,
  aLeadFile,
  aPool,
  accepted,
  callerErrorOf,
  eventsIn,
  inPool,
  later,
  playbookWith,
  refusalOf,
  rowsAdded,
  unmetCodes,
} from '../support/files.js';
import { aCustomField } from '../support/custom-fields.js';

const PHONE = { kind: 'PHONE', value: '+8613800138000' } as const;
const SCORE = { score: 70, reasons: [] };
const leadSet = (changes: Changes) =>
  Object.assign(
    {},
    ...changes.flatMap((change) => ('set' in change && change.set === 'Lead' ? [change.to] : [])),
  ) as object;

describe('L2: somebody new', () => {
  const changes = accepted(
    decideCapture(ARRIVAL, { identities: [PHONE], score: SCORE, pools: POOLS }, aCall({ by: null })),
  );
  const [lead] = rowsAdded(changes, 'Lead');

  test('becomes a lead in the lead pool with source, tags, score and the raw payload', () => {
    expect(lead).toMatchObject({
      status: 'POOLED',
      name: '周敏',
      sourceId: 'src_site',
      channel: 'WEBSITE',
      tags: ['官网', '展会'],
      score: 70,
      ownerId: null,
      poolId: 'pool_lead',
      receivedAt: NOW,
    });
    expect(rowsAdded(changes, 'Touch')).toMatchObject([
      { leadId: lead!.id, externalId: 'form-1', payload: { form: 7 } },
    ]);
    expect(changes).toContainEqual({ identities: [PHONE], of: { leadId: lead!.id } });
    expect(eventsIn(changes).map(({ type }) => type)).toEqual(['LEAD_CAPTURED', 'LEAD_POOLED']);
  });

  test('without a name is called by the company, else by a contact', () => {
    const nameOf = (over: Partial<Arrival>) =>
      rowsAdded(
        accepted(decideCapture({ ...ARRIVAL, ...over }, { identities: [], score: SCORE, pools: POOLS }, aCall())),
        'Lead',
      )[0]!.name;
    expect(nameOf({ name: null })).toBe(ARRIVAL.company);
    expect(nameOf({ name: null, company: null })).toBe(ARRIVAL.phone);
  });
});

describe('L4: somebody known leaves a touch', () => {
  test('on their lead: activity, and a notice to its owner', () => {
    const file = aLeadFile();
    const changes = accepted(decideTouchLead(file, ARRIVAL, aCall({ now: later(DAY), by: null })));
    expect(rowsAdded(changes, 'Lead')).toEqual([]);
    expect(rowsAdded(changes, 'Touch')).toMatchObject([{ leadId: 'lead_zhou', customerId: null }]);
    expect(rowsAdded(changes, 'Notification')).toMatchObject([
      { recipientId: LIN.id, kind: 'DUPLICATE', leadId: 'lead_zhou' },
    ]);
    expect(after(file, changes).lead).toMatchObject({ lastActivityAt: later(DAY), firstContactAt: null, version: 2 });
  });

  test('pinned 5: on a customer it is interaction and moves the idle timer', () => {
    const file = aCustomerWhoEntered('NEEDS_CONFIRMED');
    const idle = file.deadlines.find(({ kind }) => kind === 'STAGE_IDLE')!;
    const changes = accepted(decideTouchCustomer(file, ARRIVAL, aCall({ now: later(DAY), by: null })));
    const stands = after(file, changes);
    expect(stands.customer).toMatchObject({ lastActivityAt: later(DAY), lastInteractionAt: later(DAY) });
    expect(stands.deadlines.find(({ id }) => id === idle.id)!.dueAt > idle.dueAt).toBe(true);
    expect(rowsAdded(changes, 'Notification')).toMatchObject([{ recipientId: LIN.id, kind: 'DUPLICATE' }]);
  });

  test('of a pooled one nobody is told', () => {
    const pooled = aCustomerFile(inPool(), { ownerTeam: null });
    const changes = accepted(decideTouchCustomer(pooled, ARRIVAL, aCall({ by: null })));
    expect(rowsAdded(changes, 'Notification')).toEqual([]);
  });
});

describe('assigning a lead by hand', () => {
  const pooled = aLeadFile(
    { status: 'POOLED', ownerId: null, ownedSince: null, poolId: 'pool_lead' },
    { ownerTeam: null },
  );

  test('gives it to somebody of one’s people, who is told and reads why', () => {
    const call = aCall({ by: CHEN });
    const changes = accepted(decideAssignLead(pooled, WANG, call));
    expect(after(pooled, changes).lead).toMatchObject({
      status: 'ASSIGNED',
      ownerId: WANG.id,
      ownedSince: call.now,
      poolId: null,
      assignedBecause: { code: 'BECAUSE_ASSIGNED_BY_HAND' },
    });
    expect(rowsAdded(changes, 'Notification')).toMatchObject([{ recipientId: WANG.id, kind: 'ASSIGNED' }]);
    expect(
      eventsIn(changes)[0]!
        .changes!.map(({ field }) => field)
        .sort(),
    ).toEqual(['assignedBecause', 'ownedSince', 'ownerId', 'poolId', 'status']);
  });

  test('takes its open follow-ups along', () => {
    const file = aLeadFile({}, { followUps: [aFollowUp({ customerId: null, leadId: 'lead_zhou' })] });
    expect(after(file, accepted(decideAssignLead(file, WANG, aCall({ by: CHEN })))).followUps).toMatchObject([
      { ownerId: WANG.id, version: 2 },
    ]);
  });

  test('to oneself tells nobody; to its owner changes nothing', () => {
    expect(rowsAdded(accepted(decideAssignLead(pooled, CHEN, aCall({ by: CHEN }))), 'Notification')).toEqual([]);
    expect(accepted(decideAssignLead(aLeadFile({ firstContactAt: NOW }), LIN, aCall({ by: CHEN })))).toEqual([]);
  });

  test.each([
    ['to another team: there is nobody', CHEN, GAO, { code: 'NOT_FOUND', field: 'ownerId', text: 'NOT_FOUND' }],
    ['by sales: there is nobody', LIN, WANG, { code: 'NOT_FOUND', field: 'ownerId', text: 'NOT_FOUND' }],
    [
      'to somebody inactive',
      CHEN,
      { ...WANG, active: false },
      { code: 'BAD_USER_INPUT', field: 'ownerId', text: 'USER_INACTIVE' },
    ],
  ])('%s', (_, by, to, error) => {
    expect(callerErrorOf(() => decideAssignLead(pooled, to, aCall({ by })))).toEqual(error);
  });

  test('of a closed lead is refused', () => {
    expect(unmetCodes(decideAssignLead(aLeadFile({ status: 'QUALIFIED' }), WANG, aCall({ by: CHEN })))).toEqual([
      'ALREADY_CLOSED',
    ]);
  });
});

describe('L9: qualifying', () => {
  const qualify = (file: LeadFile, by = LIN) => decideQualify(file, SETTING, null, aCall({ now: later(DAY), by }));

  test('makes a customer in the first stage, owner kept, with source, tags and its next action', () => {
    const file = aLeadFile({ tags: ['官网'] });
    const changes = accepted(qualify(file, CHEN));
    const [customer] = rowsAdded(changes, 'Customer');
    expect(customer).toMatchObject({
      stage: 'INITIAL_CONTACT',
      ownerId: LIN.id,
      ownedSince: later(DAY),
      cycleStartedAt: file.lead.receivedAt,
      sourceId: 'src_site',
      channel: 'WEBSITE',
      tags: ['官网'],
      version: 1,
    });
    expect(rowsAdded(changes, 'FollowUp')).toMatchObject([
      { stage: 'INITIAL_CONTACT', ownerId: LIN.id, dueAt: later(2 * DAY) },
    ]);
    expect(rowsAdded(changes, 'Notification')).toMatchObject([{ recipientId: LIN.id, kind: 'ASSIGNED' }]);
    expect(changes).toContainEqual({ qualified: { leadId: 'lead_zhou', customerId: customer!.id } });
  });

  test('pinned 9: what was done with the lead counts for its customer’s beginning', () => {
    const playbook = playbookWith((code) =>
      code === 'INITIAL_CONTACT' ? { entryConditions: ['FOLLOW_UP_DONE'] } : {},
    );
    const begin = (lead: Partial<LeadFile['lead']>) =>
      decideQualify(aLeadFile(lead), { ...SETTING, playbook }, null, aCall());
    expect(unmetCodes(begin({}))).toEqual(['FOLLOW_UP_DONE']);
    expect(begin({ firstContactAt: NOW }).accepted).toBe(true);
  });

  test('C3, C5: what keeps somebody from beginning is filled in where they begin', () => {
    const nobody = { phone: null, email: null, wechat: null };
    const guided = (decision: Decision) => {
      const refusal = refusalOf(decision);
      return 'unmet' in refusal ? refusal.unmet.map(({ code, guide }) => [code, guide.mutation]) : [];
    };
    expect(guided(qualify(aLeadFile(nobody)))).toEqual([['CONTACT_METHOD', 'updateLead']]);
    const given = { name: '周敏', company: null, ...nobody, intent: 'UNKNOWN', tags: [], customFields: {} } as const;
    const found = { ownerId: LIN.id, identities: [], duplicate: null };
    expect(guided(decideCreateCustomer(given, found, SETTING, aCall()))).toEqual([
      ['CONTACT_METHOD', 'createCustomer'],
    ]);
  });

  test('C10: the lead is closed, and the log tells every field', () => {
    const changes = accepted(qualify(aLeadFile()));
    const [customer] = rowsAdded(changes, 'Customer');
    expect(leadSet(changes)).toMatchObject({
      status: 'QUALIFIED',
      customerId: customer!.id,
      version: 2,
      nextContactAt: null,
    });
    const told = eventsIn(changes).find(({ type }) => type === 'LEAD_QUALIFIED')!;
    expect(told.changes).toEqual([
      { field: 'status', old: 'ASSIGNED', new: 'QUALIFIED' },
      { field: 'customerId', old: null, new: customer!.id },
    ]);
  });

  test('pinned 12: an unowned lead becomes the caller’s', () => {
    const pooled = aLeadFile(
      { status: 'POOLED', ownerId: null, ownedSince: null, poolId: 'pool_lead' },
      { ownerTeam: null },
    );
    const changes = accepted(qualify(pooled));
    expect(rowsAdded(changes, 'Customer')).toMatchObject([{ ownerId: LIN.id, poolId: null }]);
    expect(leadSet(changes)).toMatchObject({ ownerId: LIN.id, ownedSince: later(DAY), poolId: null });
    expect(rowsAdded(changes, 'Notification')).toEqual([]);
  });

  test('pinned 9: its follow-ups go along with their timers', () => {
    const start = aLeadFile();
    const file = after(
      start,
      accepted(decidePlanFollowUp(start, { dueAt: later(3 * DAY), purposeCode: 'OTHER' }, aCall())),
    );
    const changes = accepted(qualify(file));
    const [customer] = rowsAdded(changes, 'Customer');
    const ofCustomer = changes.flatMap((change) => ('set' in change && change.id === customer!.id ? [change.to] : []));
    const earliest = [later(3 * DAY), ...rowsAdded(changes, 'FollowUp').map(({ dueAt }) => dueAt!)].sort(
      (a, b) => Number(a) - Number(b),
    )[0];
    expect(ofCustomer).toContainEqual(expect.objectContaining({ nextContactAt: earliest }));
    const ofFollowUp = file.deadlines.filter(({ followUpId }) => followUpId !== null).map(({ id }) => id);
    const disarmed = changes.filter((change) => 'set' in change && ofFollowUp.includes(change.id));
    expect(disarmed).toEqual([]);
    expect(rowsAdded(changes, 'Deadline').filter(({ rule }) => rule === 'followUp')).toEqual([]);
  });

  test('without a way to get in touch the first stage can’t be entered', () => {
    expect(unmetCodes(qualify(aLeadFile({ phone: null })))).toEqual(['CONTACT_METHOD']);
  });

  test.each(['QUALIFIED', 'DISQUALIFIED', 'MERGED'] as const)('a lead that is %s is closed', (status) => {
    expect(unmetCodes(qualify(aLeadFile({ status })))).toEqual(['ALREADY_CLOSED']);
  });
});

describe('pinned 12: whose a new customer is', () => {
  test.each([
    ['sales own what they create', LIN, null, LIN.id],
    ['sales may name themself', LIN, LIN, LIN.id],
    ['a team lead’s goes to the pool', CHEN, null, null],
    ['a manager’s goes to the pool', ZHAO, null, null],
    ['a team lead may name somebody of the team', CHEN, WANG, WANG.id],
    ['a team lead may name themself', CHEN, CHEN, CHEN.id],
    ['a manager may name anybody', ZHAO, GAO, GAO.id],
    ['an administrator may name anybody', ADMIN, GAO, GAO.id],
  ])('%s', (_, by, named, owner) => {
    expect(ownerOfNew(by, named)).toBe(owner);
  });

  test.each([
    ['sales may not name a colleague', LIN, WANG, 'NOT_FOUND'],
    ['a team lead may not name another team’s', HE, LIN, 'NOT_FOUND'],
    ['nobody names somebody inactive', ZHAO, { ...GAO, active: false }, 'BAD_USER_INPUT'],
  ])('%s', (_, by, named, code) => {
    expect(callerErrorOf(() => ownerOfNew(by, named))).toMatchObject({ code, field: 'ownerId' });
  });

  const given = {
    name: '周敏',
    company: null,
    phone: '+8613800138000',
    email: null,
    wechat: null,
    intent: 'UNKNOWN',
    tags: [],
    customFields: {},
  } as const;
  const create = (ownerId: string | null, over: object = {}, by = LIN) =>
    decideCreateCustomer(
      { ...given, ...over },
      { ownerId, identities: [PHONE], duplicate: null },
      SETTING,
      aCall({ by }),
    );

  test('C4: an owned one has its next action and timers at once', () => {
    const changes = accepted(create(LIN.id));
    expect(rowsAdded(changes, 'StageVisit')).toMatchObject([{ stage: 'INITIAL_CONTACT', byId: LIN.id, leftAt: null }]);
    expect(rowsAdded(changes, 'FollowUp')).toMatchObject([
      { stage: 'INITIAL_CONTACT', dueAt: later(DAY), remindAt: [later(DAY - 2 * 3_600_000)] },
    ]);
    expect(rowsAdded(changes, 'Deadline').map(({ kind, step }) => [kind, step])).toEqual([
      ['STAGE_ACTION', -1],
      ['STAGE_ACTION', 0],
      ['STAGE_IDLE', 0],
    ]);
    expect(rowsAdded(changes, 'Notification')).toEqual([]);
  });

  test('one in the pool has neither', () => {
    const changes = accepted(create(null, {}, ZHAO));
    expect(rowsAdded(changes, 'Customer')).toMatchObject([{ ownerId: null, poolId: 'pool_public', pooledAt: NOW }]);
    expect([rowsAdded(changes, 'FollowUp'), rowsAdded(changes, 'Deadline')]).toEqual([[], []]);
  });

  test('one for somebody else tells them', () => {
    expect(rowsAdded(accepted(create(WANG.id, {}, CHEN)), 'Notification')).toMatchObject([
      { recipientId: WANG.id, kind: 'ASSIGNED' },
    ]);
  });

  test('C3: without a way to get in touch there is no first contact', () => {
    expect(unmetCodes(create(LIN.id, { phone: null }))).toEqual(['CONTACT_METHOD']);
  });

  test.each(['YOURS', 'OWNED', 'POOLED', 'CLOSED'] as const)(
    'L4: a known identity is DUPLICATE with its standing: %s',
    (duplicate) => {
      const made = decideCreateCustomer(given, { ownerId: LIN.id, identities: [PHONE], duplicate }, SETTING, aCall());
      expect(refusalOf(made)).toEqual({ code: 'DUPLICATE', standing: duplicate });
      const updated = decideUpdateCustomer(
        aCustomerFile(),
        { phone: PHONE.value },
        { identities: [PHONE], duplicate },
        aCall(),
      );
      expect(refusalOf(updated)).toEqual({ code: 'DUPLICATE', standing: duplicate });
    },
  );

  test('pinned 4: a superior’s goes to the pool of their team', () => {
    const pools = [...POOLS, aPool('PUBLIC', { id: 'pool_east', teamIds: ['team_east'] })];
    const made = decideCreateCustomer(
      given,
      { ownerId: null, identities: [], duplicate: null },
      { ...SETTING, pools },
      aCall({ by: CHEN }),
    );
    expect(rowsAdded(accepted(made), 'Customer')).toMatchObject([{ poolId: 'pool_east' }]);
  });
});

describe('pinned 5: changing a customer', () => {
  const known = { identities: [PHONE], duplicate: null };
  const update = (change: object, by = LIN) =>
    decideUpdateCustomer(aCustomerFile(), change, known, aCall({ now: later(DAY), by }));
  const changed = (change: object) => after(aCustomerFile(), accepted(update(change))).customer;

  test('a fact learned is activity, tidied contact data is not', () => {
    expect(changed({ need: '岩棉板' })).toMatchObject({ need: '岩棉板', lastActivityAt: later(DAY), version: 2 });
    expect(changed({ company: '晨光', tags: ['老客户'] })).toMatchObject({
      company: '晨光',
      lastActivityAt: null,
      version: 2,
    });
  });

  test('what is the same already changes nothing', () => {
    expect(changed({ phone: PHONE.value, name: '周敏', need: null })).toMatchObject({
      version: 1,
      lastActivityAt: null,
    });
    expect(eventsIn(accepted(update({ name: '周敏' })))).toEqual([]);
  });

  test('null clears, left out stays, and custom fields are merged', () => {
    const fields = [aCustomField()];
    const file = aCustomerFile({ need: '岩棉板', budget: '1.00', customFields: { size: 3, kind: 'A' } }, { fields });
    const changes = accepted(decideUpdateCustomer(file, { need: null, customFields: { size: 4 } }, known, aCall()));
    expect(after(file, changes).customer).toMatchObject({
      need: null,
      budget: '1.00',
      customFields: { size: 4, kind: 'A' },
    });
  });

  test('a name can’t be cleared', () => {
    expect(callerErrorOf(() => update({ name: null }))).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'name',
      text: 'REQUIRED',
    });
  });

  test('is for the owner and their superiors', () => {
    expect(unmetCodes(update({ need: '岩棉板' }, WANG))).toEqual(['NOT_OWNER']);
  });
});
