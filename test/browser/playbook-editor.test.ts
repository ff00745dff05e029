import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { CONDITION_CODES } from '../../domain/playbook/conditions.js';
import { PASSWORD } from '../support/api.js';
import { defaultDefinition } from '../support/files.js';
import { until } from '../support/until.js';
import { inBrowsers, keepAtEachSize, keepScreenshot, openAs, seriousFindings } from './support/browser.js';
import { aLivelyCompany, type LivelyCompany } from './support/company.js';

interface Team {
  readonly id: string;
  readonly name: string;
}

inBrowsers('the playbook editor', () => {
  let company: LivelyCompany;
  beforeAll(async () => {
    company = await aLivelyCompany();
  });

  interface Answer {
    readonly playbooks: readonly { readonly version: number; readonly definition: unknown }[];
    readonly teams: readonly Team[];
    readonly publishPlaybook: { readonly playbook: { readonly id: string } };
  }
  const asManager = async (query: string, variables: object = {}): Promise<Answer> => {
    const { accessToken } = await company.api.signIn(company.manager);
    const { data, errors } = await company.api.gql<Answer>(query, variables, accessToken);
    expect(errors).toBeUndefined();
    return data;
  };

  test('a draft is edited, checked as it is typed, tried out, published, and followed by a team', async () => {
    const page = await openAs(company.api, company.manager, { path: '/playbooks' });
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.accept();
    });
    await page.getByRole('link', { name: '标准销售跟进 · 第 1 版' }).click();
    await page.getByRole('button', { name: '新建草稿' }).click();
    await page.getByText('没有错误').waitFor();

    const move = page.locator('[data-move="NEEDS_CONFIRMED QUOTED"]');
    expect(await move.count()).toBe(1);
    await page.getByRole('button', { name: '编辑“需求确认”' }).click();
    const conditions = page.getByRole('group', { name: '进入条件（全部满足）' });
    expect(await conditions.getByRole('button').count()).toBe(CONDITION_CODES.length);
    await page.getByRole('group', { name: '可转到' }).getByRole('button', { name: '已报价' }).click();
    await until('the move is gone from the diagram', async () => (await move.count()) === 0);

    const due = page.getByLabel('多久内完成', { exact: true });
    const publish = page.getByRole('button', { name: '发布', exact: true });
    await due.fill('');
    const found = page.getByRole('list', { name: '检查结果' }).getByRole('button');
    await found.getByText('stages[1].nextAction.dueIn').waitFor();
    expect(await due.getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator(`[id="${await due.getAttribute('aria-describedby')}"]`).innerText()).toContain(
      '例如 P3D（3 天）',
    );
    expect(await page.locator('tbody[data-stage=NEEDS_CONFIRMED]').getByText('1 个问题').count()).toBe(1);
    expect(await publish.isDisabled()).toBe(true);
    await keepScreenshot(page, 'playbook-problem-desktop');
    await found.first().click();
    expect(await page.evaluate('document.activeElement.id')).toBe('stages[1].nextAction.dueIn');
    await due.fill('5');
    await until('it may be published', () => publish.isEnabled());
    expect(await due.getAttribute('aria-invalid')).toBeNull();

    await page.getByRole('textbox', { name: '状态 2 · 中文' }).fill('需求已确认');
    await page.locator('.diagram').getByText('需求已确认').waitFor();
    await page.reload();
    await page.getByRole('button', { name: '编辑“需求已确认”' }).click();
    expect(await due.inputValue()).toBe('5');
    expect(await move.count()).toBe(0);

    await page.getByRole('button', { name: '在历史上试算' }).click();
    const refused = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: /被拒绝的变更/ }) });
    await refused.waitFor();
    const [draft, before] = await refused.getByRole('cell').allInnerTexts();
    expect(Number(draft)).toBeGreaterThan(0);
    expect(before).toBe('0');
    await page.getByText(/^例子/).first().click();
    await page.getByText('不能从“需求已确认”直接到“已报价”').first().waitFor();
    await refused.scrollIntoViewIfNeeded();
    await keepScreenshot(page, 'playbook-tried-out-desktop');
    expect(await seriousFindings(page)).toEqual([]);

    await publish.click();
    await page.getByRole('heading', { level: 1, name: '标准销售跟进 · 第 2 版' }).waitFor();
    expect(dialogs).toEqual([expect.stringContaining('不能修改或撤回')]);
    const stages = defaultDefinition.stages.map((stage) =>
      stage.code === 'NEEDS_CONFIRMED'
        ? {
            ...stage,
            label: { ...stage.label, 'zh-CN': '需求已确认' },
            nextAction: { ...stage.nextAction, dueIn: 'P5D' },
            mayGoTo: ['PAUSED', 'LOST'],
          }
        : stage,
    );
    const { playbooks, teams } = await asManager('{ playbooks { version definition } teams { id name } }');
    expect(playbooks.find(({ version }) => version === 2)?.definition).toEqual({ ...defaultDefinition, stages });

    const { name } = teams[0]!;
    await bindTo(page, name);
    await page.getByText(`使用中：${name}`).waitFor();
    await keepAtEachSize(page, 'playbook-version');
    expect(await seriousFindings(page)).toEqual([]);
    const after = await asManager('{ teams { name playbook { version } } }');
    expect(after.teams).toContainEqual({ name, playbook: { version: 2 } });
  });

  async function bindTo(page: Page, team: string) {
    await page.locator('summary').filter({ hasText: '由团队使用' }).click();
    await page.getByRole('combobox', { name: '团队', exact: true }).selectOption({ label: team });
    await page.getByRole('button', { name: '由团队使用' }).click();
  }

  test('on a phone, in English, from a trade’s template, nobody stumbles', async () => {
    const page = await openAs(company.api, company.manager, { path: '/playbooks', size: 'phone', locale: 'en-GB' });
    await page.getByRole('heading', { name: 'Templates by trade' }).waitFor();
    await keptAndSound(page, 'playbooks-phone');
    await keepAtEachSize(page, 'playbooks');
    await page.getByRole('button', { name: 'Begin a draft from “SaaS”' }).click();
    await page.getByText('No errors').waitFor();
    await page.getByRole('button', { name: 'Edit “Contacted”' }).click();
    await page.getByText('Name, clocks and escalation').click();
    await keptAndSound(page, 'playbook-draft-phone');
    expect(await page.locator('main').innerText()).not.toMatch(/\p{Script=Han}/u);
  });

  test('a draft outlives a sign-out for whoever began it, and nobody else who uses the browser sees it', async () => {
    const other = await company.api.person('MANAGER', null);
    const page = await openAs(company.api, company.manager, { path: '/playbooks' });
    await page.getByRole('link', { name: '标准销售跟进 · 第 1 版' }).click();
    await page.getByRole('button', { name: '新建草稿' }).click();
    await page.getByText('没有错误').waitFor();
    const draft = page.url();
    const goOn = page.getByRole('link', { name: '继续编辑' });
    const signInAs = async (login: string) => {
      await page.getByRole('button', { name: '退出' }).click();
      await page.locator('input[name=login]').fill(login);
      await page.locator('input[name=password]').fill(PASSWORD);
      await page.locator('button[type=submit]').click();
      await page.locator('.navigation').waitFor();
    };
    await signInAs(other.login);
    await page.goto(draft);
    await page.getByText('这里没有这份草稿').waitFor();
    await page.goto(`${company.api.url}/playbooks`);
    await page.getByRole('link', { name: '标准销售跟进 · 第 1 版' }).waitFor();
    expect(await goOn.count()).toBe(0);
    await signInAs(company.manager);
    await page.goto(`${company.api.url}/playbooks`);
    await goOn.waitFor();
    await page.context().close();
  });

  test('a stage is renamed wherever another leads to it, moved, removed, and brought back', async () => {
    const page = await openAs(company.api, company.manager, { path: '/playbooks', locale: 'en-GB' });
    await page.getByRole('button', { name: 'Begin a draft from “SaaS”' }).click();
    const drawn = () => page.locator('.diagram .node').allInnerTexts();
    const move = (codes: string) => page.locator(`[data-move="${codes}"]`);
    await page.getByRole('button', { name: 'Edit “Qualified”' }).click();
    const code = page.getByRole('textbox', { name: 'Code' });
    await code.fill('NEED_KNOWN');
    expect(await move('CONTACTED QUALIFIED').count()).toBe(1);
    await code.press('Enter');
    await move('CONTACTED NEED_KNOWN').waitFor({ state: 'attached' });

    const before = await drawn();
    await page.getByRole('button', { name: 'Move down' }).click();
    expect(await drawn()).toEqual([before[0], before[2], before[1], ...before.slice(3)]);
    await page.getByRole('button', { name: 'Move up' }).click();
    await page.getByRole('button', { name: 'Remove the stage' }).click();
    expect(await drawn()).toEqual([before[0], ...before.slice(2)]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('No errors').waitFor();
    expect(await drawn()).toEqual(before);
    expect(await move('CONTACTED NEED_KNOWN').count()).toBe(1);

    const json = page.getByLabel('The whole definition as JSON');
    await page.getByText('The whole definition as JSON').click();
    const { stages, ...rest } = JSON.parse(await json.inputValue()) as { readonly stages: readonly object[] };
    await json.fill(JSON.stringify({ ...rest, colour: 'blue', stages }));
    await page.getByText('The field "colour" doesn\'t exist').first().waitFor();
    await json.fill(`{ "stages": `);
    await page.getByText('Not valid JSON yet').waitFor();
    expect(await drawn()).toEqual(before);
  });

  test('one team tries a version out and goes back; customers of another are taken over to it', async () => {
    const text = JSON.stringify({ ...defaultDefinition, key: 'renamed' }).replaceAll('"DECIDING"', '"THINKING"');
    const publish = 'mutation ($input: PublishPlaybookInput!) { publishPlaybook(input: $input) { playbook { id } } }';
    const { publishPlaybook } = await asManager(publish, { input: { definition: JSON.parse(text) as unknown } });
    const [first, second] = (await asManager('{ teams { id name } }')).teams;
    const page = await openAs(company.api, company.manager, { path: `/playbooks/${publishPlaybook.playbook.id}` });
    page.on('dialog', (dialog) => void dialog.accept());
    const version = page.url();
    const isWrong = async (label: string) =>
      (await page.getByRole('combobox', { name: label, exact: true }).getAttribute('aria-invalid')) === 'true';

    await page.getByText('先由一个团队试点').click();
    await page.getByRole('combobox', { name: '试点团队' }).selectOption({ label: second!.name });
    await page.getByRole('combobox', { name: '对照团队' }).selectOption({ label: second!.name });
    await page.getByRole('button', { name: '开始试点' }).click();
    await until('it is said what is wrong', () => isWrong('对照团队'));
    await page.getByRole('combobox', { name: '对照团队' }).selectOption({ label: first!.name });
    await page.getByRole('button', { name: '开始试点' }).click();
    const pilot = page.getByRole('article').filter({ hasText: `${second!.name} 对比 ${first!.name}` });
    await pilot.getByText('进行中').waitFor();
    await page.goto(`${company.api.url}/playbooks`);
    await page.getByRole('link', { name: '快跟试点 · 第 1 版' }).click();
    await bindTo(page, second!.name);
    await until('it is said what stands in the way', () => isWrong('团队'));
    await page.goto(`${company.api.url}/reports/pilots`);
    await pilot.getByRole('button', { name: '回退' }).click();
    await pilot.getByText('已回退').waitFor();

    await page.goto(version);
    await page.getByText('已有的客户改用这一版').click();
    await page.getByLabel('谁的客户').selectOption({ label: first!.name });
    const stage = page.getByLabel(/客户的状态 DECIDING 在这一版里没有/);
    await stage.selectOption({ label: '决策中' });
    await page.getByText(/^\d+ 个客户会改用这一版。$/).waitFor();
    await keepScreenshot(page, 'playbook-move-over-desktop');
    expect(await seriousFindings(page)).toEqual([]);
    const going = Number.parseInt(await page.getByRole('button', { name: /个客户改用这一版$/ }).innerText());
    await page.getByRole('button', { name: /个客户改用这一版$/ }).click();
    await page.getByText('没有要改的客户').waitFor();
    const moved = await company.api.database.pool.query<{ isThinking: boolean; count: number }>(
      'select stage = $2 as "isThinking", count(*)::int from "Customer" where "playbookId" = $1 group by 1',
      [publishPlaybook.playbook.id, 'THINKING'],
    );
    expect(moved.rows.map(({ count }) => count).reduce((sum, count) => sum + count, 0)).toBe(going);
    expect(moved.rows).toContainEqual({ isThinking: true, count: expect.any(Number) });
  });

  test('whoever sells sees no such page', async () => {
    const page = await openAs(company.api, company.sales, { path: '/playbooks', password: PASSWORD });
    await page.getByText('没有这一页').waitFor();
  });
});

async function keptAndSound(page: Page, name: string): Promise<void> {
  await keepScreenshot(page, name);
  expect([name, await seriousFindings(page)]).toEqual([name, []]);
  const overflow = await page.locator('html').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  expect([name, overflow]).toEqual([name, 0]);
}
