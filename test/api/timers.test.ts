import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  AcknowledgeDocument,
  CustomerPageDocument,
  CustomersDocument,
  DeadlinesDocument,
  ParkedDeadlinesDocument,
  RetryDeadlineDocument,
  RetryDeadlinesDocument,
  TimerHealthDocument,
} from '../../clients/sdk/generated/operations.js';
import { reachDeadline } from '../../commands/reach-deadline.js';
import { recordFault } from '../../commands/record-fault.js';
import { anApi, type Api } from '../support/api.js';
import { clientOf } from '../support/clients.js';
import { anOverdueAction as overdueActionOf, escalate as escalateIn, type Obligation } from '../support/overdue.js';

const SYSTEM = { by: null };

type Person = Awaited<ReturnType<Api['person']>>;

let api: Api;
let [sales, lead, manager] = [] as unknown as [Person, Person, Person];

beforeAll(async () => {
  api = await anApi();
  const teamId = await api.team('华东组');
  lead = await api.person('TEAM_LEAD', teamId);
  sales = await api.person('SALES', teamId);
  manager = await api.person('MANAGER');
});

const as = (token: string) => clientOf(api, token);

const anOverdueAction = () => overdueActionOf(api, sales.token);
const escalate = (timer: Obligation, steps: number) => escalateIn(api, timer, steps);

const park = ({ deadlineId }: Obligation) =>
  api.run(recordFault, { deadlineId, error: 'Error: the disk is full', restsMs: [] }, SYSTEM);

describe('T7: parked timers', () => {
  const parkedSeenBy = async (token: string, { deadlineId }: Obligation) => {
    const { deadlines } = await as(token).request(ParkedDeadlinesDocument, {});
    return deadlines.nodes.find(({ id }) => id === deadlineId);
  };
  const retry = (token: string, { deadlineId }: Obligation) =>
    as(token).request(RetryDeadlineDocument, { input: { deadlineId } });

  test('are shown to whoever sees the customer, what went wrong to operators only', async () => {
    const timer = await anOverdueAction();
    await park(timer);
    for (const { token } of [sales, manager])
      expect(await parkedSeenBy(token, timer)).toMatchObject({ status: 'PARKED', attempts: 1, lastError: null });
    expect(await parkedSeenBy(api.admin, timer)).toMatchObject({ lastError: 'Error: the disk is full' });
    const { customer } = await as(sales.token).request(CustomerPageDocument, { id: timer.customerId });
    expect(customer!.deadlines).toContainEqual(expect.objectContaining({ id: timer.deadlineId, status: 'PARKED' }));
  });

  test('are tried again by managers and above, and have their effect once', async () => {
    const timer = await anOverdueAction();
    await park(timer);
    for (const { token } of [sales, lead])
      await expect(retry(token, timer)).rejects.toMatchObject({ codes: ['FORBIDDEN'] });
    const { retryDeadline } = await retry(manager.token, timer);
    expect(retryDeadline).toMatchObject({ refusal: null, deadline: { status: 'ARMED', attempts: 0 } });
    const again = await retry(api.admin, timer);
    expect(again.retryDeadline).toMatchObject({ deadline: null, refusal: { code: 'ALREADY_CLOSED' } });
    await api.run(reachDeadline, { deadlineId: timer.deadlineId }, SYSTEM);
    const { deadlines } = await as(sales.token).request(DeadlinesDocument, {
      filter: { customerId: timer.customerId, status: ['FIRED'] },
    });
    expect(deadlines.nodes.map(({ id }) => id)).toEqual([timer.deadlineId]);
  });

  test('are tried again together by managers and above, the rest of them later', async () => {
    const timers = [await anOverdueAction(), await anOverdueAction()];
    for (const timer of timers) await park(timer);
    const all = (token: string, input: object) => as(token).request(RetryDeadlinesDocument, { input });
    for (const { token } of [sales, lead]) await expect(all(token, {})).rejects.toMatchObject({ codes: ['FORBIDDEN'] });
    const none = await all(manager.token, { kinds: ['PAYMENT_DUE'] });
    expect(none.retryDeadlines).toMatchObject({ retried: 0, left: 0 });
    const { retryDeadlines } = await all(manager.token, { kinds: ['STAGE_ACTION'], idempotencyKey: 'once' });
    expect(retryDeadlines).toMatchObject({ refusal: null, left: 0 });
    expect(retryDeadlines.retried).toBeGreaterThanOrEqual(2);
    expect((await all(manager.token, { kinds: ['STAGE_ACTION'], idempotencyKey: 'once' })).retryDeadlines).toEqual(
      retryDeadlines,
    );
    for (const timer of timers) expect(await parkedSeenBy(manager.token, timer)).toBeUndefined();
    const { rows } = await api.database.pool.query(
      `select data->>'deadlineId' as id from "Event" where type = 'DEADLINE_RETRIED'`,
    );
    expect(rows).toEqual(expect.arrayContaining(timers.map(({ deadlineId: id }) => ({ id }))));
  });

  test('are counted with all others for administrators, and for nobody else', async () => {
    await park(await anOverdueAction());
    for (const { token } of [sales, lead, manager])
      await expect(as(token).request(TimerHealthDocument)).rejects.toMatchObject({ codes: ['FORBIDDEN'] });
    const { timerHealth } = await as(api.admin).request(TimerHealthDocument);
    expect(timerHealth.parked).toBeGreaterThanOrEqual(1);
  });

  test('that never were are not found', async () => {
    const never = { customerId: '', followUpId: '', deadlineId: 'ddl_01h455vb4pex5vsknk084sn02q' };
    await expect(retry(manager.token, never)).rejects.toMatchObject({ codes: ['NOT_FOUND'] });
  });
});

describe('T5: an open escalation', () => {
  const open = async (token: string, { customerId }: Obligation) =>
    (await as(token).request(CustomerPageDocument, { id: customerId })).customer!.openEscalation;
  const isEscalated = async ({ customerId }: Obligation) => {
    const { customers } = await as(manager.token).request(CustomersDocument, { filter: { escalated: true } });
    return customers.edges.some(({ node }) => node.id === customerId);
  };

  test('is the newest step that nobody has reacted to, for whoever was told and their superiors', async () => {
    const timer = await anOverdueAction();
    expect([await open(manager.token, timer), await isEscalated(timer)]).toEqual([null, false]);
    await escalate(timer, 1);
    const first = await open(lead.token, timer);
    expect(first).toMatchObject({ kind: 'ESCALATION', level: 1, recipient: { id: lead.id } });
    expect(await isEscalated(timer)).toBe(true);
    expect(await open(sales.token, timer)).toBeNull();
  });

  test('is over with the first reaction', async () => {
    const timer = await anOverdueAction();
    await escalate(timer, 1);
    const { id } = (await open(lead.token, timer))!;
    await as(lead.token).request(AcknowledgeDocument, { input: { notificationId: id } });
    expect([await open(lead.token, timer), await isEscalated(timer)]).toEqual([null, false]);
  });

  test('goes on to the next superior', async () => {
    const timer = await anOverdueAction();
    await escalate(timer, 2);
    expect(await open(manager.token, timer)).toMatchObject({ level: 2, recipient: { id: manager.id } });
    expect(await open(lead.token, timer)).toMatchObject({ level: 1, recipient: { id: lead.id } });
  });
});
