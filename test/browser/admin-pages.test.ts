import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ADMIN, anApi, PASSWORD, type Api } from '../support/api.js';
import { Receiver } from '../support/receiver.js';
import { until } from '../support/until.js';
import { asCsv, peopleTable } from '../support/people-table.js';
import {
  DASHBOARD,
  inBrowsers,
  keepAtEachSize,
  keepOnDesktop,
  keepScreenshot,
  openAs,
  seriousFindings,
} from './support/browser.js';

inBrowsers('the pages of administrators', () => {
  let api: Api;
  const receiver = new Receiver();
  afterAll(() => receiver.stop());
  beforeAll(async () => {
    api = await anApi({ dashboard: DASHBOARD, withJobs: true });
  });

  const deliver = (address: string) =>
    fetch(address, { method: 'POST', body: new URLSearchParams({ name: '周敏', phone: '13800138000' }) }).then(
      ({ status }) => status,
    );

  const createSource = (name: string) =>
    api.gql(
      'mutation ($input: CreateSourceInput!) { createSource(input: $input) { source { id } } }',
      { input: { name, channel: 'EVENT' } },
      api.admin,
    );

  test('a source is made, its key delivers, is replaced and switched off', async () => {
    const page = await openAs(api, ADMIN.login, { password: ADMIN.password, size: 'phone', path: '/sources' });
    page.on('dialog', (dialog) => void dialog.accept());
    await page.getByText('新建来源').first().click();
    await page.getByLabel('名称').fill('官网');
    await page.getByRole('button', { name: '新建来源' }).click();
    const address = page.getByLabel('“官网”的投递地址');
    const first = await address.inputValue();
    expect(await deliver(first)).toBe(201);

    const row = page.getByRole('listitem').filter({ hasText: '官网' });
    await keepScreenshot(page, 'sources-phone');
    expect(await seriousFindings(page)).toEqual([]);
    await row.getByRole('button', { name: '更换密钥' }).click();
    await until('another key is shown', async () => (await address.inputValue()) !== first);
    const second = await address.inputValue();
    expect([await deliver(first), await deliver(second)]).toEqual([401, 200]);

    await row.getByRole('button', { name: '停用' }).click();
    await row.getByText('已停用').waitFor();
    expect(await deliver(second)).toBe(401);
  });

  test('a name that is taken is told', async () => {
    const page = await openAs(api, ADMIN.login, { password: ADMIN.password, path: '/sources' });
    for (const _ of [1, 2]) {
      const form = page.locator('details form');
      if (!(await form.isVisible())) await page.getByText('新建来源').first().click();
      await page.getByLabel('名称').fill('展会');
      await form.getByRole('button').click();
      await page.getByRole('listitem').filter({ hasText: '展会' }).waitFor();
    }
    await page.locator('input[name=name][aria-invalid]').waitFor();
    await keepScreenshot(page, 'sources-desktop');
    expect(await page.getByRole('listitem').filter({ hasText: '展会' }).count()).toBe(1);
  });

  test('a table is tried out, imported, followed to its end, and taken back', async () => {
    await createSource('展会名单');
    const { login } = await api.person('MANAGER');
    const page = await openAs(api, login, { password: PASSWORD, size: 'phone', path: '/imports' });
    page.on('dialog', (dialog) => void dialog.accept());
    const table = { ...peopleTable(100), header: ['谁', '号码', '哪里', '哪座城', '其他'] };
    const begin = page.getByRole('button', { name: '开始导入' });
    await page
      .getByLabel('名单文件')
      .setInputFiles({ name: '说明.txt', mimeType: 'text/plain', buffer: Buffer.from('a text') });
    await page.getByLabel('来源').selectOption({ label: '展会名单' });
    await begin.click();
    await page.locator('input[name=fileId][aria-invalid]').waitFor();

    await page
      .getByLabel('名单文件')
      .setInputFiles({ name: '名单.csv', mimeType: 'text/csv', buffer: Buffer.from(asCsv(table)) });
    await page.getByLabel('只试算结果').check();
    await begin.click();
    await page.getByText('无法识别任何列').waitFor();
    await page.getByText('列的对应（').click();
    await page.getByLabel('谁').selectOption({ label: '姓名' });
    await page.getByLabel('号码').selectOption({ label: '姓名' });
    await page.getByRole('button', { name: '按此试算' }).click();
    await page.locator('fieldset[name=mapping] .problem').waitFor();
    await keepScreenshot(page, 'imports-columns-phone');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByLabel('号码').selectOption({ label: '手机' });
    await page.getByRole('button', { name: '按此试算' }).click();
    await page.getByText(`将新建 ${table.created}`).waitFor();
    await page.getByRole('button', { name: '正式导入' }).click();
    const imported = page
      .getByRole('article')
      .filter({ hasText: `新建 ${table.created}` })
      .filter({ hasText: '已完成' })
      .filter({ hasNotText: '试算：' });
    await imported.getByText(`未导入 ${table.failed}`).waitFor();
    await keepScreenshot(page, 'imports-phone');
    expect(await seriousFindings(page)).toEqual([]);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      imported.getByRole('button', { name: '下载问题清单' }).click(),
    ]);
    expect(await readFile(await download.path(), 'utf8')).toContain('不是有效的电话号码');
    await imported.getByRole('button', { name: '撤销导入' }).click();
    await page.getByText('已撤销').waitFor();
    await keepOnDesktop(page, 'imports-desktop', 'Taken back');
  });

  test('a webhook shows its secret once, and every try to reach it', async () => {
    const page = await openAs(api, ADMIN.login, { password: ADMIN.password, size: 'phone', path: '/webhooks' });
    page.on('dialog', (dialog) => void dialog.accept());
    await page.getByText('新建推送').click();
    const url = page.getByLabel('接收地址');
    await url.fill('ftp://example.com/hook');
    await page.getByRole('button', { name: '新建推送' }).click();
    await page.locator('input[name=url][aria-invalid]').waitFor();
    await page.getByText('推送哪些事件').click();
    await page.getByRole('button', { name: '设置变化' }).click();
    await keepScreenshot(page, 'webhooks-form-phone');
    expect(await seriousFindings(page)).toEqual([]);
    const hook = await receiver.start();
    receiver.answers.push(503);
    await url.fill(hook);
    await page.getByRole('button', { name: '新建推送' }).click();
    const secret = page.getByLabel('的签名密钥');
    receiver.secret = await secret.inputValue();

    const row = page.getByRole('listitem').filter({ hasText: hook });
    await row.getByText('投递记录').click();
    const seen = (text: string) =>
      until(`${text} is shown`, async () => {
        await row.getByRole('button', { name: '刷新' }).click();
        return (await row.getByText(text).count()) > 0;
      });
    await seen('503');
    await row.getByRole('button', { name: '重新发送' }).first().click();
    await seen('已送达');
    expect(receiver.received.at(-1)).toMatchObject({ isSigned: true, body: { type: 'SETTINGS_CHANGED' } });
    await keepScreenshot(page, 'webhooks-phone');
    expect(await seriousFindings(page)).toEqual([]);
    await row.getByRole('button', { name: '发送测试事件' }).click();
    await row.getByRole('listitem').filter({ hasText: '测试' }).getByText('已送达').waitFor();
    expect(receiver.received.at(-1)).toMatchObject({ isSigned: true, body: { type: 'WEBHOOK_TEST' } });
    await keepScreenshot(page, 'webhooks-tested-phone');
    await row.getByRole('button', { name: '更换密钥' }).click();
    await until('another secret is shown', async () => (await secret.inputValue()) !== receiver.secret);
    await row.getByRole('button', { name: '停用' }).click();
    await row.getByText('已停用').waitFor();
    expect(await row.getByRole('button', { name: '发送测试事件' }).isDisabled()).toBe(true);
    await keepOnDesktop(page, 'webhooks-desktop', 'Switched off');
    await page.getByRole('listitem').filter({ hasText: hook }).getByRole('button', { name: 'Remove' }).click();
    await page.getByText('No system is told of anything yet.').waitFor();
    expect(await page.getByLabel('Secret of').count()).toBe(0);
  });

  test('an API key is made for a purpose, opens what it may, and is revoked', async () => {
    await api.team('华东组');
    const page = await openAs(api, ADMIN.login, { password: ADMIN.password, size: 'phone', path: '/api-keys' });
    page.on('dialog', (dialog) => void dialog.accept());
    await page.getByText('新建密钥').click();
    await page.getByLabel('用途').fill('数据同步');
    await page.getByLabel('角色').selectOption('TEAM_LEAD');
    await page.getByRole('button', { name: '新建密钥' }).click();
    await page.locator('fieldset[name=teamIds] .problem').waitFor();
    await keepScreenshot(page, 'api-keys-form-phone');
    await page.getByRole('button', { name: '华东组' }).click();
    await page.getByRole('button', { name: '新建密钥' }).click();
    const secret = await page.getByLabel('“数据同步”的密钥').inputValue();
    await page.getByRole('button', { name: 'English' }).click();
    const inEnglish = page.getByLabel('Key of “数据同步”');
    expect(await inEnglish.inputValue()).toBe(secret);
    await keepAtEachSize(page, 'api-keys-secret');
    await page.getByRole('link', { name: 'Workbench' }).click();
    await page.goBack();
    expect(await inEnglish.inputValue()).toBe(secret);
    await page.getByRole('button', { name: 'close' }).click();
    await until('it is closed', async () => (await inEnglish.count()) === 0);
    await page.getByRole('button', { name: '中文' }).click();
    const asked = () => api.gql<{ viewer: { name: string } } | null>('{ viewer { name } }', {}, secret);
    expect((await asked()).data?.viewer.name).toBe('数据同步');
    const row = page.getByRole('listitem').filter({ hasText: '数据同步' });
    await keepScreenshot(page, 'api-keys-phone');
    expect(await seriousFindings(page)).toEqual([]);
    await row.getByRole('button', { name: '吊销' }).click();
    await row.getByText('已吊销').waitFor();
    expect((await asked()).code).toBe('UNAUTHENTICATED');
    await keepOnDesktop(page, 'api-keys-desktop', 'Revoked');
  });

  test('nobody else finds them', async () => {
    const { login } = await api.person('MANAGER');
    const page = await openAs(api, login, { password: PASSWORD, path: '/sources' });
    await page.getByText('没有这一页。').waitFor();
    expect(await page.getByRole('link', { name: '来源' }).count()).toBe(0);
  });
});
