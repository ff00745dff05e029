import { expect, test } from '@jest/globals';
import { CreateCustomerDocument } from '../../clients/sdk/generated/operations.js';
import { anApi } from '../support/api.js';
import { clientOf } from '../support/clients.js';
import { copyCustomer } from '../support/customer-copies.js';
import { DASHBOARD, inBrowsers, openAs } from './support/browser.js';

const CUSTOMERS = 2_000;

/** Scrolls to the last row that is there, again and again, until as many were seen: what each was called, and how many rows there were at most. */
const WALK = `new Promise((done) => {
  const names = [];
  let most = 0;
  const look = () => {
    const rows = [...document.querySelectorAll('.endless > li')];
    most = Math.max(most, rows.length);
    const byIndex = new Map(rows.map((row) => [Number(row.dataset.index), row]));
    for (let row; (row = byIndex.get(names.length)); ) names.push(row.querySelector('strong').textContent);
    if (names.length >= ${CUSTOMERS}) return done({ names, most });
    rows[rows.length - 1]?.scrollIntoView();
    requestAnimationFrame(look);
  };
  look();
})`;

inBrowsers('a list of thousands of customers', () => {
  test('is scrolled to its end: each is there once, in order, and never more than a few screens of them at a time', async () => {
    const api = await anApi({ dashboard: DASHBOARD });
    const { login, token } = await api.person('SALES', await api.team('华东组'));
    const input = { name: '客户', phone: '13800138000' };
    const { createCustomer } = await clientOf(api, token).request(CreateCustomerDocument, { input });
    await copyCustomer(api.database, createCustomer.customer!.id, CUSTOMERS - 1);

    const page = await openAs(api, login, { size: 'phone', path: '/customers' });
    await page.setViewportSize({ width: 390, height: 2400 }); // fewer steps to the end
    await page.getByTestId('total').getByText(String(CUSTOMERS), { exact: true }).waitFor();
    const { names, most } = await page.evaluate<{ names: string[]; most: number }>(WALK);
    expect(names).toEqual(['客户', ...Array.from({ length: CUSTOMERS - 1 }, (_, index) => `客户${index + 1}`)]);
    expect(most).toBeLessThan(70);
    await page.getByRole('link', { name: `客户${CUSTOMERS - 1}`, exact: false }).click();
    await page.getByRole('heading', { level: 1, name: `客户${CUSTOMERS - 1}` }).waitFor();
  });
});
