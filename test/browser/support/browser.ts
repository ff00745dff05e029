import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe } from '@jest/globals';
import AxeBuilder from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright-core';
import { executablePath, theBrowser } from './chromium.js';
import { PASSWORD, type Api } from '../../support/api.js';

/** Where the dashboard was built, for the server to serve. */
export const DASHBOARD = resolve('dist/dashboard');

const SCREENSHOTS = resolve('dist/screenshots');

/** Skipped, and counted as skipped, where there is no browser. */
export const inBrowsers: typeof describe = executablePath ? describe : (describe.skip as typeof describe);

/** What a salesperson has in their hand, and what stands on a manager's desk. */
export const SIZES = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 800 },
} as const;
export type Size = keyof typeof SIZES;

/** A browser of somebody's own: what they are signed in as and keep is theirs. */
export async function aContext(size: Size, locale = 'zh-CN', timezoneId = 'Asia/Shanghai'): Promise<BrowserContext> {
  const isPhone = size === 'phone';
  const browser = await theBrowser();
  return browser.newContext({
    viewport: SIZES[size],
    locale,
    timezoneId,
    ...(isPhone && { hasTouch: true, isMobile: true }),
  });
}

/** The dashboard in a browser of its own, after somebody signed in by hand. */
export async function openAs(
  { url }: Pick<Api, 'url'>,
  login: string,
  { size = 'desktop', path = '/', password = PASSWORD, locale, timeZone }: OpenOptions = {},
): Promise<Page> {
  const context = await aContext(size, locale, timeZone);
  const page = await context.newPage();
  await page.goto(`${url}${path}`);
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill(password);
  await page.locator('button[type=submit]').click();
  await page.locator('.navigation').waitFor();
  return page;
}

interface OpenOptions {
  readonly size?: Size;
  readonly path?: string;
  readonly password?: string;
  readonly locale?: string;
  readonly timeZone?: string;
}

/** Kept for people to look at. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: `${SCREENSHOTS}/${name}.png`, animations: 'disabled' });
}

/** Kept at each size; the page goes on at its own. */
export async function keepAtEachSize(page: Page, name: string): Promise<void> {
  const own = page.viewportSize()!;
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    await keepScreenshot(page, `${name}-${size}`);
  }
  await page.setViewportSize(own);
}

/** The same page, as somebody with a large screen reads it in English, once it shows a text. */
export async function keepOnDesktop(page: Page, name: string, text: string): Promise<void> {
  await page.setViewportSize(SIZES.desktop);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText(text).first().waitFor();
  await keepScreenshot(page, name);
}

/** What somebody with a screen reader or a keyboard would stumble over. */
export async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    );
}
