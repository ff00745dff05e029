import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { BATCH } from '../../commands/hand-over-batch.js';
import { carryOnHandOvers } from '../../jobs/hand-overs.js';
import { ADMIN, anApi, PASSWORD, type Api } from '../support/api.js';
import { quiet } from '../support/quiet-log.js';
import { until } from '../support/until.js';
import {
  DASHBOARD,
  inBrowsers,
  keepOnDesktop,
  keepAtEachSize,
  keepScreenshot,
  openAs,
  seriousFindings,
} from './support/browser.js';

inBrowsers('the pages of whoever sets the organisation up', () => {
  let api: Api;
  beforeAll(async () => {
    api = await anApi({ dashboard: DASHBOARD });
  });

  const open = async (path: string): Promise<Page> => {
    const page = await openAs(api, ADMIN.login, { password: ADMIN.password, size: 'phone', path });
    page.on('dialog', (dialog) => void dialog.accept());
    return page;
  };

  test('somebody is added and signs in; an address that is taken is told where it stands', async () => {
    const page = await open('/people');
    await page.getByText('新增人员').click();
    await page.getByLabel('姓名', { exact: true }).fill('林小姐');
    await page.getByLabel('邮箱').fill(ADMIN.login);
    await page.getByLabel('密码').fill(PASSWORD);
    await page.getByRole('button', { name: '添加' }).click();
    await page.locator('input[name=email][aria-invalid]').waitFor();
    await keepScreenshot(page, 'people-refused-phone');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByLabel('邮箱').fill('lin@example.com');
    await page.getByRole('button', { name: '添加' }).click();
    await page.getByRole('article', { name: '林小姐' }).waitFor();
    await api.signIn('lin@example.com');
    await keepScreenshot(page, 'people-phone');
    await keepOnDesktop(page, 'people-desktop', 'No team');
  });

  test('of two who change somebody at once, neither undoes what the other did', async () => {
    const { id, login } = await api.person('SALES');
    const page = await open('/people');
    const row = page.getByRole('article', { name: nameOf(login) });
    await row.getByText('修改').click();
    await row.getByLabel('企业微信账号').fill('LinXiaojie');
    const change = 'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { id } } }';
    const onLeaveUntil = '2099-01-01T00:00:30.000Z';
    await api.gql(change, { input: { userId: id, phone: '13800138009', onLeaveUntil } }, api.admin);
    await row.getByRole('button', { name: '保存' }).click();
    await row.getByText('休假至').waitFor();
    const { data } = await api.gql<{ node: object }>(
      'query ($id: ID!) { node(id: $id) { ... on User { phone wecomUserId onLeaveUntil } } }',
      { id },
      api.admin,
    );
    expect(data.node).toEqual({ phone: '+8613800138009', wecomUserId: 'LinXiaojie', onLeaveUntil });
  });

  test('somebody leaves, and what they had goes to others', async () => {
    const { id, login, token } = await api.person('SALES', await api.team('华东组'));
    const input = { name: '周敏', phone: '13800138000' };
    await api.gql(
      'mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { refusal { code } } }',
      { input },
      token,
    );
    const page = await open('/people');
    await page.getByLabel('团队').selectOption({ label: '华东组' });
    await page
      .getByRole('article', { name: nameOf(login) })
      .getByRole('button', { name: '停用' })
      .click();
    await page.getByLabel('如何分配').selectOption({ label: '全部放回公海' });
    await keepAtEachSize(page, 'hand-over');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('region').getByRole('button', { name: '移交工作' }).click();
    await page.getByText('已移交 0 条线索、1 个客户').waitFor();
    const { data } = await api.gql<{ users: { nodes: readonly object[] } }>(
      '{ users(active: false) { nodes { id } } }',
      {},
      api.admin,
    );
    expect(data.users.nodes).toEqual([{ id }]);
  });

  test('a hand-over that ends before the page follows it is seen to have ended', async () => {
    const { id, login, token } = await api.person('SALES', await api.team('华中组'));
    const create = 'mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { refusal { code } } }';
    for (let n = 0; n <= BATCH; n++)
      await api.gql(create, { input: { name: `客户${n}`, phone: `${13_600_000_000 + n}` } }, token);
    const page = await open('/people');
    let follow = () => undefined as void;
    const followed = new Promise<void>((resolve) => (follow = resolve));
    await page.routeWebSocket('**/graphql', async (socket) => {
      await followed;
      socket.connectToServer();
    });
    await page.reload();
    await page.getByLabel('团队').selectOption({ label: '华中组' });
    const row = page.getByRole('article', { name: nameOf(login) });
    await row.getByRole('button', { name: '停用' }).click();
    await page.getByLabel('如何分配').selectOption({ label: '全部放回公海' });
    await page.getByRole('region').getByRole('button', { name: '移交工作' }).click();
    await page.getByText('其余的在后台继续').waitFor();
    const end = new AbortController();
    await carryOnHandOvers({ database: api.database, run: api.run, log: quiet, signal: end.signal });
    expect(await underWay(id)).toBe(0);
    follow();
    await page.getByText(`${BATCH + 1} 个客户`).waitFor();
    await until('it is seen to have ended', async () => (await page.getByText('其余的在后台继续').count()) === 0);
  });

  const underWay = async (userId: string) => {
    const unfinished = 'select id from "HandOverRun" where "fromUserId" = $1 and "finishedAt" is null';
    return (await api.database.pool.query(unfinished, [userId])).rows.length;
  };

  test('a team is made, and led by somebody who may', async () => {
    const { login } = await api.person('SALES');
    const page = await open('/people');
    await page.getByRole('button', { name: '团队' }).click();
    await page.getByText('新建团队').click();
    await page.getByLabel('团队名称').fill('华南组');
    await page.getByLabel('主管').selectOption({ label: nameOf(login) });
    await page.getByRole('button', { name: '添加' }).click();
    await page.locator('select[name=leadId][aria-invalid]').waitFor();
    await page.getByLabel('主管').selectOption('');
    await page.getByRole('button', { name: '添加' }).click();
    const row = page.getByRole('listitem').filter({ hasText: '华南组' });
    await row.getByText('修改').click();
    await row.getByLabel('团队名称').fill('华南一组');
    await row.getByRole('button', { name: '保存' }).click();
    await page.getByText('华南一组').waitFor();
    await keepAtEachSize(page, 'teams');
    expect(await seriousFindings(page)).toEqual([]);
  });

  test('rules of a pool are checked as they are typed, previewed, saved, planned and called off', async () => {
    const page = await open('/pool-rules');
    const card = page.getByRole('listitem').filter({ hasText: '没有动静，就收回' }).first();
    await card.getByRole('link', { name: '修改规则' }).click();
    await page.getByLabel('一个人最长持有', { exact: true }).fill('0');
    await page.locator('[id="longestHold"][aria-invalid=true]').waitFor();
    const save = page.getByRole('button', { name: '保存规则' });
    expect(await save.isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'playbooks.default' }).first().click();
    await page.locator('#definition:focus').waitFor();
    await page.getByRole('button', { name: 'longestHold' }).click();
    await page.locator('[id="longestHold"]:focus').waitFor();
    await keepScreenshot(page, 'pool-rules-wrong-phone');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByLabel('一个人最长持有', { exact: true }).fill('');
    await page.getByLabel('每人每天最多领取').fill('5');
    await page.getByLabel('持有满多少后不能再领').fill('');
    await page.getByRole('button', { name: '看看会影响谁' }).click();
    await page.getByText('更早收回').waitFor();
    await save.click();
    await card.getByText('每人每天最多领取 5 个').waitFor();
    const { data } = await api.gql<{ pools: { rules: object }[] }>('{ pools { rules } }', {}, api.admin);
    expect(data.pools[0]!.rules).toMatchObject({ dailyClaimLimit: 5, holdingCap: null, longestHold: null });

    await card.getByRole('link', { name: '修改规则' }).click();
    await page.getByLabel('每人每天最多领取').fill('8');
    await page.getByLabel('何时生效').fill('2099-01-01T09:00');
    await save.click();
    await card.getByText('计划于 2099/1/1 09:00 变更').waitFor();
    const { data: planned } = await api.gql<{ pools: object[] }>(
      '{ pools { planned { name teamIds rules } } }',
      {},
      api.admin,
    );
    expect(planned.pools[0]).toEqual({
      planned: { name: null, teamIds: null, rules: expect.objectContaining({ dailyClaimLimit: 8 }) },
    });
    await keepScreenshot(page, 'pool-rules-phone');
    expect(await seriousFindings(page)).toEqual([]);
    await card.getByRole('button', { name: '取消计划' }).click();
    await until('it is called off', async () => (await card.getByText('计划于').count()) === 0);
    await keepOnDesktop(page, 'pool-rules-desktop', 'At most 5 claims a day');
  });

  test('rules that can’t be checked say so, and are checked again', async () => {
    const page = await open('/pool-rules');
    await page.getByRole('link', { name: '修改规则' }).first().click();
    await page.getByText('没有错误').waitFor();
    // As a proxy in front of the API says it.
    const errors = [{ message: '请求太多', extensions: { code: 'RATE_LIMITED', retryAfter: 60 } }];
    await page.route('**/graphql', (route) =>
      route.request().postData()?.includes('checkPoolRules')
        ? route.fulfill({ status: 429, json: { errors } })
        : route.fallback(),
    );
    await page.getByLabel('每人每天最多领取').fill('6');
    const told = page.getByRole('alert').filter({ hasText: '没能检查' });
    await told.getByText('请求太多').waitFor();
    expect(await page.getByRole('button', { name: '保存规则' }).isDisabled()).toBe(true);
    await told.scrollIntoViewIfNeeded();
    await keepAtEachSize(page, 'pool-rules-not-checked');
    expect(await seriousFindings(page)).toEqual([]);
    await page.unroute('**/graphql');
    await told.getByRole('button').click();
    await page.getByText('没有错误').waitFor();
    expect(await told.count()).toBe(0);
  });

  test('of two who change a pool at once, the second sees what the first did before anything of it is overwritten', async () => {
    const page = await open('/pool-rules');
    const card = page.getByRole('listitem').filter({ hasText: '没有动静，就收回' }).first();
    await card.getByRole('link', { name: '修改规则' }).click();
    await page.getByLabel('每人每天最多领取').fill('6');
    const { data } = await api.gql<{ pools: { id: string; rules: object }[] }>('{ pools { id rules } }', {}, api.admin);
    const { id, rules } = data.pools[0]!;
    const change = 'mutation ($input: UpdatePoolInput!) { updatePool(input: $input) { refusal { code } } }';
    await api.gql(change, { input: { poolId: id, rules: { ...rules, dailyClaimLimit: 7 } } }, api.admin);
    const at = new Date(Date.now() + 86_400_000).toISOString();
    await api.gql(change, { input: { poolId: id, at, rules: { ...rules, dailyClaimLimit: 8 } } }, api.admin);
    await page.getByRole('button', { name: '保存规则' }).click();
    const notice = page.getByRole('alert').filter({ hasText: '有人改动' });
    await notice.getByText('每人每天最多领取 7 个').waitFor();
    await notice.getByText('计划于').waitFor();
    expect(await page.getByLabel('每人每天最多领取').inputValue()).toBe('6');
    await notice.scrollIntoViewIfNeeded();
    await keepAtEachSize(page, 'pool-rules-changed-meanwhile');
    expect(await seriousFindings(page)).toEqual([]);
    await notice.getByRole('button').click();
    await until('the form begins anew', async () => (await page.getByLabel('每人每天最多领取').inputValue()) === '7');
    await page.getByLabel('每人每天最多领取').fill('9');
    await page.getByRole('button', { name: '保存规则' }).click();
    await card.getByText('每人每天最多领取 9 个').waitFor();
    await card.getByRole('button', { name: '取消计划' }).click();
    await until('nothing is planned', async () => (await card.getByText('计划于').count()) === 0);
  });

  test('a new pool begins as another, for a team; a name that is taken is told where it stands', async () => {
    await api.team('华北组');
    const page = await open('/pool-rules');
    const first = page.getByRole('listitem').first();
    const taken = await first.locator('strong').textContent();
    await first.getByRole('link', { name: '以此为样新建' }).click();
    await page.getByRole('button', { name: '华北组' }).click();
    await page.getByLabel('名称').fill(taken!);
    const create = page.getByRole('button', { name: '新建公海' });
    await create.click();
    await page.locator('input[name=name][aria-invalid]').waitFor();
    await page.getByLabel('名称').fill('华北公海');
    await create.click();
    const made = page.getByRole('listitem').filter({ hasText: '华北公海' });
    await made.getByText('可领取：华北组').waitFor();
    await made.getByRole('link', { name: '修改规则' }).click();
    await page.getByText('看看会影响谁').waitFor();
    await keepOnDesktop(page, 'pool-rules-edit-desktop', 'Taking back');
  });

  /** As `api.person` calls them. */
  const nameOf = (login: string): string =>
    login.replace(/^(.*)-(\d+)@.*$/, (_, role: string, count: string) => `${role.toUpperCase()} ${count}`);
});
