import { afterEach, beforeEach } from '@jest/globals';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { atTheEnd } from '../../support/at-the-end.js';

/** Undefined: there is none on this machine. */
export const executablePath = process.env['TEST_CHROMIUM'];

let launching: Promise<Browser> | undefined;

/** One for all tests of a file. */
export const theBrowser = (): Promise<Browser> => (launching ??= launch());

async function launch(): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
  atTheEnd(() => browser.close());
  return browser;
}

const opened = async () => (await launching)?.contexts() ?? [];

/** What a test opened ends with it: a page that nobody looks at any more goes on following, and takes time from the next. */
let before: BrowserContext[];
beforeEach(async () => void (before = await opened()));
afterEach(async () => {
  for (const context of await opened()) if (!before.includes(context)) await context.close();
});

declare global {
  var tellWhatIsShown: ((test: string) => Promise<void>) | undefined;
}

/** Where a test failed nobody may be able to look at a screenshot. */
globalThis.tellWhatIsShown = async (test) => {
  const pages = (await opened()).flatMap((context) => context.pages());
  for (const page of pages) {
    const shown = await page.locator('body').innerText({ timeout: 5_000 }).catch(String);
    console.error(`${test}: ${page.url()}\n${shown}`);
  }
};
