import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { anApi, type Api } from '../../support/api.js';
import { until } from '../../support/until.js';
import { DASHBOARD, inBrowsers, keepScreenshot, openAs } from '../support/browser.js';
import { shownIn } from '../support/funnel.js';

type Person = Awaited<ReturnType<Api['person']>>;

inBrowsers('a team at once, each in a browser', () => {
  let api: Api;
  let [lin, wang]: [Person?, Person?] = [];
  let [hers, managers]: [Page?, Page?] = [];
  let intakeKey: string;

  beforeAll(async () => {
    api = await anApi({ dashboard: DASHBOARD, withJobs: true });
    const teamId = await api.team('华东组');
    lin = await api.person('SALES', teamId);
    const { data } = await api.gql<{ createSource: { intakeKey: string } }>(
      'mutation ($input: CreateSourceInput!) { createSource(input: $input) { intakeKey } }',
      { input: { name: '官网', channel: 'WEBSITE', quality: 5 } },
      api.admin,
    );
    intakeKey = data.createSource.intakeKey;
    hers = await openAs(api, lin.login, { size: 'phone' });
    await countOf(hers, 'newLeads', 0);
    const { login } = await api.person('MANAGER');
    managers = await openAs(api, login, { path: '/reports?mode=SNAPSHOT' });
    await managers.getByRole('rowheader', { name: '初次接触' }).waitFor();
  });

  const enquiry = (phone: string, name: string) =>
    fetch(`${api.url}/intake/${intakeKey}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        phone,
        name,
        company: '远方建材',
        productInterest: '防水涂料',
        message: '请尽快回电报价',
      }),
    });

  test('an enquiry comes in by the form and stands on the workbench of whom it was assigned to, without a reload', async () => {
    expect((await enquiry('13800138001', '周敏')).status).toBe(201);
    await countOf(hers!, 'newLeads', 1);
    await hers!.locator('.item').getByText('周敏').waitFor();
    await keepScreenshot(hers!, 'mission-enquiry-phone');
  });

  test('it becomes a customer, and a reminder appears as it is due', async () => {
    await hers!.locator('.item-link').tap();
    await hers!.getByRole('button', { name: '转为客户' }).tap();
    await stands(hers!, '初次接触');
    const input = {
      customerId: customerIn(hers!),
      purpose: '约好回电',
      dueAt: new Date(Date.now() + 3_000).toISOString(),
    };
    const plan = 'mutation ($input: PlanFollowUpInput!) { planFollowUp(input: $input) { refusal { code } } }';
    expect((await api.gql(plan, { input }, lin!.token)).errors).toBeUndefined();
    await hers!
      .locator('.toast')
      .getByText(/请跟进：周敏/)
      .waitFor();
    await keepScreenshot(hers!, 'mission-reminder-phone');
  });

  test('followed up, its needs confirmed, it is quoted', async () => {
    await hers!.getByRole('button', { name: '客户有兴趣，愿意进一步了解' }).tap();
    await hers!.getByRole('button', { name: /下一个工作日/ }).tap();
    await hers!.getByRole('button', { name: '提交跟进' }).tap();
    await hers!.getByText('跟进已记录。').waitFor();

    await hers!.getByRole('button', { name: /^→ 需求确认/ }).tap();
    await hers!.getByLabel('需求', { exact: true }).fill('防水涂料 900 平');
    await hers!.getByLabel('预算（元）', { exact: true }).fill('60000');
    await hers!.getByLabel('时间计划', { exact: true }).fill('下月');
    await hers!.getByRole('button', { name: '变更为「需求确认」' }).tap();
    await stands(hers!, '需求确认');

    await hers!.getByRole('button', { name: /^→ 已报价/ }).tap();
    await hers!.getByLabel('金额（元）').fill('58000');
    await hers!.getByLabel('客户已确认收到').check();
    await hers!.getByRole('button', { name: '变更为「已报价」' }).tap();
    await stands(hers!, '已报价');
  });

  test('the manager saw the funnel move, without a reload', async () => {
    await until('the customer stands in the step of quotes', async () => (await shownIn(managers!, '已报价')) === 1);
    expect([await shownIn(managers!, '初次接触'), await shownIn(managers!, '需求确认')]).toEqual([0, 0]);
    await keepScreenshot(managers!, 'mission-funnel-desktop');
  });

  test('成交 says all that is missing, and is allowed once it is there', async () => {
    await hers!.getByRole('button', { name: /^→ 成交.*还缺 3/ }).tap();
    const win = hers!.getByRole('button', { name: '变更为「成交」' });
    expect(await win.isDisabled()).toBe(true);
    await keepScreenshot(hers!, 'mission-missing-phone');
    await hers!.locator('input[type=file]').setInputFiles({
      name: '采购合同.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n'),
    });
    await hers!.getByText('合同已上传。').waitFor();
    await hers!.getByLabel('税号').fill('91330100799655058B');
    await hers!.getByRole('button', { name: '确认开票信息' }).tap();
    await hers!.getByLabel('税号').waitFor({ state: 'detached' });
    await hers!.getByRole('button', { name: '登记签约' }).tap();
    await hers!.getByLabel('签约日期').waitFor({ state: 'detached' });
    await win.tap();
    await stands(hers!, '成交');
    await keepScreenshot(hers!, 'mission-won-phone');
  });

  test('two claim one customer at the same moment: one has it, the other is told why not', async () => {
    const teamId = await teamOf(lin!);
    wang = await api.person('SALES', teamId);
    const chen = await api.person('TEAM_LEAD', teamId);
    await aCustomer(chen, '吴先生', '13800138009');
    const his = await openAs(api, wang.login, { path: '/pool' });
    const leads = await openAs(api, chen.login, { path: '/pool' });
    await hers!.goto(`${api.url}/pool`);
    const claims = [hers!, his].map((page) => page.getByRole('button', { name: '领取 吴先生' }));
    for (const claim of [...claims, leads.getByRole('button', { name: '领取 吴先生' })]) await claim.waitFor();
    await Promise.all(claims.map((claim) => claim.click()));
    const told = [hers!, his].map(async (page) => {
      await page.locator('.toast').first().waitFor();
      return page.locator('.toast-bad').count();
    });
    expect((await Promise.all(told)).sort()).toEqual([0, 1]);
    await leads.getByText('这个公海里没有客户。').waitFor();
    await keepScreenshot(his, 'mission-race-desktop');
  });

  test('the server restarts under the open pages: what is done meanwhile is kept, and nothing is missed or doubled', async () => {
    const customerId = await aCustomer(lin!, '郑女士', '13800138010');
    const his = await openAs(api, wang!.login);
    await countOf(his, 'newLeads', 0);
    await hers!.goto(`${api.url}/customers/${customerId}`);
    await hers!.getByRole('button', { name: '客户有兴趣，愿意进一步了解' }).tap();
    await hers!.getByRole('button', { name: /下一个工作日/ }).tap();
    await api.restart(async () => {
      await hers!.getByRole('button', { name: '提交跟进' }).tap();
      await hers!.getByText('网络断开，已保存在本机').waitFor();
      await keepScreenshot(hers!, 'mission-server-down-phone');
    });
    expect((await enquiry('13800138002', '钱女士')).status).toBe(201);
    await hers!.getByText('之前保存的跟进已提交。').waitFor();
    expect(await followUpsOf(customerId)).toEqual(['客户有兴趣，愿意进一步了解']);
    await hers!.getByRole('link', { name: '工作台' }).tap();
    await Promise.any([countOf(hers!, 'newLeads', 1), countOf(his, 'newLeads', 1)]);
    const { data } = await api.gql<{ leads: object }>(
      '{ leads(filter: { search: "13800138002" }) { totalCount } }',
      {},
      api.admin,
    );
    expect(data.leads).toEqual({ totalCount: 1 });
  });

  const aCustomer = async ({ token }: Person, name: string, phone: string) => {
    const create = 'mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id } } }';
    const { data } = await api.gql<{ createCustomer: { customer: { id: string } } }>(
      create,
      { input: { name, phone } },
      token,
    );
    return data.createCustomer.customer.id;
  };

  /** What was said in each that was done. */
  const followUpsOf = async (id: string) => {
    const { data } = await api.gql<{ customer: { followUps: { nodes: { status: string; note: string }[] } } }>(
      'query ($id: ID!) { customer(id: $id) { followUps(first: 20) { nodes { status note } } } }',
      { id },
      lin!.token,
    );
    return data.customer.followUps.nodes.filter(({ status }) => status === 'DONE').map(({ note }) => note);
  };

  const teamOf = async ({ token }: Person) => {
    const { data } = await api.gql<{ viewer: { team: { id: string } } }>('{ viewer { team { id } } }', {}, token);
    return data.viewer.team.id;
  };
});

const countOf = (page: Page, list: string, count: number) =>
  page.getByTestId(`count-${list}`).getByText(String(count), { exact: true }).waitFor({ timeout: 60_000 });

/** The move is not only shown, it was made. */
const stands = (page: Page, stage: string) => page.getByTestId('stage').getByText(stage, { exact: true }).waitFor();

const customerIn = (page: Page): string => new URL(page.url()).pathname.split('/').pop()!;
