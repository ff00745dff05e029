import { describe, expect, test } from '@jest/globals';
import { decideRequestApproval } from '../../domain/approval/request.js';
import { decideAdvance } from '../../domain/customer/advance.js';
import { decideAdvanceOfMany, requireMoveOfSome } from '../../domain/customer/advance-many.js';
import { decideOverride } from '../../domain/customer/override.js';
import type { Decision } from '../../domain/decision.js';
import { decideCancelFollowUp } from '../../domain/follow-up/cancel.js';
import { decideCompleteFollowUp, decideRecordFollowUp } from '../../domain/follow-up/complete.js';
import { decideDisqualify } from '../../domain/lead/disqualify.js';
import { decideReleaseLead } from '../../domain/lead/release.js';
import type { ReasonKind } from '../../domain/playbook/playbook.js';
import { transitionsOf } from '../../domain/playbook/transitions.js';
import { decideRelease, decideReleaseOfMany } from '../../domain/pool/release.js';
import { checkReasons, withReasons } from '../../domain/reason/check.js';
import { requireOfferedBySome } from '../../domain/reason/choose.js';
import { labelOfReason, offeredReasons, reasonsOf, type Reason, type ReasonLists } from '../../domain/reason/reason.js';
import {
  DAY,
  LIN,
  aCall,
  aCustomerFile,
  aFollowUp,
  aLeadFile,
  aPlaybook,
  callerErrorOf,
  defaultDefinition,
  eventsIn,
  later,
  playbookWith,
  refusalOf,
} from '../support/files.js';

const reason = (code: string, over: Partial<Reason> = {}): Reason => ({
  code,
  label: { 'zh-CN': `因${code}`, en: code },
  active: true,
  ...over,
});
const OWN = [reason('TOLD', { needsNote: true }), reason('PLAIN'), reason('GONE', { active: false })];
const ALL_OWN = Object.fromEntries(
  (['LOSS', 'PAUSE', 'RELEASE', 'DISQUALIFY', 'CANCEL'] as const).map((kind) => [kind, OWN]),
) as ReasonLists;

const SUPERVISED = playbookWith((code) => (code === 'INITIAL_CONTACT' ? { needsApproval: ['LOST'] } : {}));
const customer = aCustomerFile({ stage: 'INITIAL_CONTACT' }, { reasons: ALL_OWN });
const asked = { ...customer, playbook: SUPERVISED };
const lead = aLeadFile({}, { reasons: ALL_OWN });
const planned = aFollowUp();
const contact = { channel: 'PHONE', goalMet: false, advanceTo: 'LOST' } as const;

interface Given {
  readonly reason: string;
  readonly note: string | null;
}
type Door = (given: Given) => Decision;
const call = () => aCall();

/** Every door that takes a reason, with the refusal of one that lacks its note. */
const DOORS: readonly (readonly [name: string, code: string, door: Door])[] = [
  ['advanceCustomer', 'CONDITIONS_UNMET', (given) => decideAdvance(customer, { to: 'LOST', ...given }, call())],
  ['advanceCustomers', 'CONDITIONS_UNMET', (given) => decideAdvanceOfMany(customer, { to: 'LOST', ...given }, call())],
  [
    'requestApproval',
    'CONDITIONS_UNMET',
    (given) => decideRequestApproval(asked, { to: 'LOST', ...given }, LIN, call()),
  ],
  ['overrideStage', 'REASON_REQUIRED', (given) => decideOverride(customer, { to: 'LOST', ...given }, call())],
  ['releaseCustomer', 'REASON_REQUIRED', (given) => decideRelease(customer, { ...given, poolId: null }, call())],
  ['releaseCustomers', 'REASON_REQUIRED', (given) => decideReleaseOfMany(customer, { ...given, poolId: null }, call())],
  ['releaseLead', 'REASON_REQUIRED', (given) => decideReleaseLead(lead, given, call())],
  ['disqualifyLead', 'REASON_REQUIRED', (given) => decideDisqualify(lead, given, call())],
  [
    'cancelFollowUp',
    'REASON_REQUIRED',
    (given) => {
      const next = { purpose: '再约', dueAt: later(DAY) };
      return decideCancelFollowUp({ ...customer, followUps: [planned] }, planned, { ...given, next }, call());
    },
  ],
];

describe('C1: one rule for the reasons of every door', () => {
  test.each(DOORS)('%s asks for the note that a reason needs, and keeps it', (_, code, door) => {
    for (const note of [null, '  '])
      expect(refusalOf(door({ reason: 'TOLD', note }))).toMatchObject({
        code,
        unmet: [{ code: 'REASON_NOTE', field: 'note', givenWithMove: true, guide: { fields: ['note'] } }],
      });
    const told = door({ reason: 'TOLD', note: '去年已签' });
    expect(told.accepted && eventsIn(told.changes).map(({ data }) => data?.['note'])).toContain('去年已签');
    expect(door({ reason: 'PLAIN', note: null }).accepted).toBe(true);
  });

  test.each(DOORS.filter(([name]) => !['advanceCustomers', 'releaseCustomers'].includes(name)))(
    '%s takes none that is unknown or given up, and says which there are',
    (_, __, door) => {
      for (const code of ['PRICE', 'GONE', 'NOTHING']) {
        const error = callerErrorOf(() => door({ reason: code, note: '有' }));
        expect(error).toEqual({ code: 'BAD_USER_INPUT', field: 'reason', text: 'UNKNOWN_REASON' });
        expect(() => door({ reason: code, note: '有' })).toThrow(
          expect.objectContaining({ text: { code: 'UNKNOWN_REASON', params: { code, allowed: 'TOLD, PLAIN' } } }),
        );
      }
    },
  );

  test('advanceCustomers: one that none of their lists offers is the caller’s mistake', () => {
    const setting = { playbooks: [customer.playbook, SUPERVISED], reasons: ALL_OWN };
    expect(callerErrorOf(() => requireMoveOfSome(setting, { to: 'LOST', reason: 'GONE' }))?.text).toBe(
      'UNKNOWN_REASON',
    );
    const noneAsked = () => requireMoveOfSome(setting, { to: 'QUOTED', reason: 'PLAIN' });
    expect(callerErrorOf(noneAsked)?.text).toBe('NO_REASON_ASKED');
    expect(requireMoveOfSome(setting, { to: 'LOST', reason: 'TOLD' })).toBeUndefined();
  });

  test('releaseCustomers: one that none of their lists offers is the caller’s mistake, one that its own doesn’t is asked for', () => {
    const one = aPlaybook({ ...defaultDefinition, reasons: { RELEASE: [reason('TOLD')] } });
    const playbooks = [one, aPlaybook()];
    const error = callerErrorOf(() => requireOfferedBySome({ playbooks, reasons: {} }, 'RELEASE', 'NOTHING'));
    expect(error).toEqual({ code: 'BAD_USER_INPUT', field: 'reason', text: 'UNKNOWN_REASON' });
    for (const code of ['TOLD', 'NO_CAPACITY'])
      expect(requireOfferedBySome({ playbooks, reasons: {} }, 'RELEASE', code)).toBeUndefined();
    expect(callerErrorOf(() => requireOfferedBySome({ playbooks, reasons: ALL_OWN }, 'RELEASE', 'GONE'))).toEqual(
      error,
    );
    const release = { reason: 'NO_CAPACITY', note: null, poolId: null };
    expect(refusalOf(decideReleaseOfMany({ ...customer, playbook: one, reasons: {} }, release, call()))).toMatchObject({
      code: 'REASON_REQUIRED',
      unmet: [{ code: 'REASON', field: 'reason', guide: { mutation: 'releaseCustomer', fields: ['reason'] } }],
    });
  });

  test('what was said at a follow-up is the note of the move that comes with it', () => {
    for (const done of [
      decideRecordFollowUp(customer, { ...contact, note: '已买别家', reason: 'TOLD' }, call()),
      decideCompleteFollowUp(
        { ...customer, followUps: [planned] },
        planned,
        { ...contact, note: '已买别家', reason: 'TOLD' },
        call(),
      ),
    ]) {
      const moved = done.accepted ? eventsIn(done.changes).find(({ type }) => type === 'CUSTOMER_MOVED') : undefined;
      expect(moved?.data).toMatchObject({ reason: 'TOLD', note: '已买别家' });
    }
  });
});

test('C1, C8: a reason for a loss is of the list also where the playbook doesn’t ask for one, never in words', () => {
  const lenient = playbookWith((code) => (code === 'LOST' ? { entryConditions: [] } : {}));
  const file = { ...customer, playbook: lenient };
  expect(decideAdvance(file, { to: 'LOST' }, call()).accepted).toBe(true);
  expect(decideAdvance(file, { to: 'LOST', reason: 'PLAIN' }, call()).accepted).toBe(true);
  expect(callerErrorOf(() => decideOverride(file, { to: 'LOST', reason: '客户破产' }, call()))?.field).toBe('reason');
});

test('C5: each transition names the reasons that its move takes, by the customer’s own lists', () => {
  const reasonsTo = (code: string) =>
    transitionsOf(customer, LIN)
      .find(({ to }) => to.code === code)!
      .reasons.map((one) => one.code);
  expect([reasonsTo('LOST'), reasonsTo('NEEDS_CONFIRMED')]).toEqual([['TOLD', 'PLAIN'], []]);
  const before = aCustomerFile({ stage: 'INITIAL_CONTACT' });
  const [paused] = transitionsOf(before, LIN).filter(({ to }) => to.code === 'PAUSED');
  expect(paused!.reasons.map(({ code }) => code)).toEqual(['CUSTOMER_ASKED', 'SILENT', 'OTHER']);
});

describe('C1: which reasons there are', () => {
  const setting = (kind: ReasonKind, own?: readonly Reason[]) => ({
    playbook: aPlaybook(),
    reasons: own ? { [kind]: own } : {},
  });
  const codes = (list: readonly Reason[]) => list.map(({ code }) => code);

  test('the playbook’s, as long as the organisation offers none of its own', () => {
    const playbooks = defaultDefinition.reasons!.PAUSE!.map(({ code }) => code);
    expect(codes(offeredReasons(setting('PAUSE'), 'PAUSE'))).toEqual(playbooks);
    expect(codes(offeredReasons(setting('PAUSE', [reason('OLD', { active: false })]), 'PAUSE'))).toEqual(playbooks);
    expect(codes(offeredReasons(setting('LOSS', OWN), 'PAUSE'))).toEqual(playbooks);
  });

  test('given up ones come last, each once, and keep their label', () => {
    const own = setting('PAUSE', [reason('A'), reason('SILENT', { active: false })]);
    expect(reasonsOf(own, 'PAUSE').map(({ code, active }) => [code, active])).toEqual([
      ['A', true],
      ['SILENT', false],
      ['CUSTOMER_ASKED', false],
      ['OTHER', false],
    ]);
    expect(labelOfReason(own, 'PAUSE', 'SILENT')?.en).toBe('SILENT');
    expect(labelOfReason(own, 'PAUSE', 'CUSTOMER_ASKED')?.en).toBe('Customer asked to wait');
    expect(labelOfReason(own, 'PAUSE', '口头说的')).toBeUndefined();
  });

  test('a playbook without a list of a kind has the one that the product ships', () => {
    const { reasons } = aPlaybook({ ...defaultDefinition, reasons: { LOSS: [reason('X')], CANCEL: [] } });
    expect(reasons.LOSS.map(({ code }) => code)).toEqual(['X']);
    expect([reasons.CANCEL, reasons.RELEASE]).toEqual([
      defaultDefinition.reasons!.CANCEL,
      defaultDefinition.reasons!.RELEASE,
    ]);
  });

  test('a list stands in its order; what it leaves out is given up, other kinds stay', () => {
    const label = { 'zh-CN': '价', en: 'Price' };
    const given = checkReasons({
      LOSS: [
        { code: 'B', label, order: 20 },
        { code: 'A', label, order: 10, needsNote: true, active: true },
      ],
    });
    expect(given).toEqual({
      LOSS: [
        { code: 'A', label, needsNote: true, active: true },
        { code: 'B', label, active: true },
      ],
    });
    const before = { LOSS: [reason('OLD'), reason('B')], PAUSE: OWN };
    const now = withReasons(before, given);
    expect(now.LOSS!.map(({ code, active }) => [code, active])).toEqual([
      ['A', true],
      ['B', true],
      ['OLD', false],
    ]);
    expect(now.PAUSE).toBe(OWN);
    expect(codes(offeredReasons({ playbook: aPlaybook(), reasons: withReasons(now, { LOSS: [] }) }, 'LOSS'))).toEqual(
      defaultDefinition.reasons!.LOSS!.map(({ code }) => code),
    );
  });
});
